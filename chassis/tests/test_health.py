"""What operators ask: alive, ready, metrics."""

import json
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest

from chassis.health import Health, HealthServer
from chassis.metrics import counter

pytestmark = pytest.mark.rule("OPS-4")

ESSAIS = counter("essais", "Tries of this test")


class Database:
    def __init__(self) -> None:
        self.away = False

    def check(self) -> None:
        if self.away:
            raise ConnectionError("password=secret")


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def health(database: Database) -> Health:
    return Health({"base": database.check})


@pytest.fixture
def address(health: Health) -> Iterator[str]:
    server = HealthServer(health, port=0, bind="127.0.0.1")
    server.start()
    yield f"http://127.0.0.1:{server.port}"
    server.stop()
    assert not server.alive()


def get(url: str) -> tuple[int, str]:
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_process_is_alive_before_it_is_ready(address: str, health: Health) -> None:
    assert get(f"{address}/healthz")[0] == 200
    assert get(f"{address}/readyz")[0] == 503
    health.open = True
    assert get(f"{address}/readyz")[0] == 200


def test_a_check_that_fails_is_named_and_its_error_kept_inside(
    address: str, health: Health, database: Database
) -> None:
    health.open = True
    database.away = True

    status, body = get(f"{address}/readyz")

    assert status == 503
    assert json.loads(body) == {"ouvert": True, "base": False}
    assert get(f"{address}/healthz")[0] == 200


def test_metrics_are_in_prometheus_s_form(address: str) -> None:
    ESSAIS.inc()

    status, body = get(f"{address}/metrics")

    assert status == 200
    assert "dci_essais_total 1.0" in body


def test_nothing_else_is_served(address: str) -> None:
    assert get(f"{address}/")[0] == 404
