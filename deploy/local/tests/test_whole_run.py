"""One local run from its start to its end, with every accident that it promises to survive (IFC-1…5)."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.addresses import PAGES
from deploy.local.paths import ROOT
from deploy.local.services import SERVICES
from tests.local_system import LocalSystem, Patience

pytestmark = [pytest.mark.real, pytest.mark.e2e, pytest.mark.timeout(300)]

EVERYTHING = ["postgresql", "kafka", "mailbox", *(service.name for service in SERVICES)]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSystem]:
    running = LocalSystem(tmp_path_factory.mktemp("run") / "local", demo="none")
    running.start(120)
    yield running
    if running.process and running.process.poll() is None:
        running.stop()


def answer(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310
            return int(response.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


def readyz(system: LocalSystem, service: str) -> str:
    ports = json.loads((system.folder / "ports.json").read_text())
    return f"http://127.0.0.1:{ports[f'{service}-metrics']}/readyz"


def eventually_answers(url: str, seconds: float = 45.0) -> None:
    patience = Patience(seconds)
    while answer(url) != 200:
        assert patience.lasts(), f"{url} never answered"
        time.sleep(0.2)


@pytest.mark.rule("IFC-2")
@pytest.mark.rule("NOT-5")
def test_it_is_where_it_says(system: LocalSystem) -> None:
    assert answer(system.demo["gateway"]) == 200
    assert answer(system.demo["admin"]) == 200
    assert answer(f"{system.demo['mailbox']}/email") == 200
    assert all(system.demo[name].startswith("http://localhost:") for name in PAGES)


@pytest.mark.rule("IFC-3")
@pytest.mark.rule("IFC-4")
def test_without_a_demonstration_there_is_one_administrateur(system: LocalSystem) -> None:
    (account,) = system.demo["accounts"]
    assert account["role"] == "administrateur"
    assert account["email"]
    assert account["password"]
    assert account["totp_secret"]


@pytest.mark.rule("IFC-5")
@pytest.mark.parametrize("service", [service.name for service in SERVICES])
@pytest.mark.parametrize("page", ["healthz", "readyz", "metrics"])
def test_every_service_tells_operators_how_it_is(system: LocalSystem, service: str, page: str) -> None:
    assert answer(readyz(system, service).replace("readyz", page)) == 200


@pytest.mark.rule("IFC-1")
def test_a_second_run_beside_it_is_one_clear_line(system: LocalSystem) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "deploy.local"],
        cwd=ROOT,
        env=system.environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert second.returncode == 1
    assert "tourne déjà" in second.stderr
    assert second.stderr.count("\n") == 1


@pytest.mark.rule("IFC-2")
def test_a_port_in_use_is_one_clear_line(system: LocalSystem, tmp_path: Path) -> None:
    elsewhere = subprocess.run(
        [sys.executable, "-m", "deploy.local"],
        cwd=ROOT,
        env={**system.environment, "DCI_LOCAL_FOLDER": str(tmp_path / "other")},
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert elsewhere.returncode == 1
    assert system.environment["DCI_GATEWAY_PORT"] in elsewhere.stderr
    assert "DCI_GATEWAY_PORT=" in elsewhere.stderr
    assert elsewhere.stderr.count("\n") == 1


@pytest.mark.parametrize("name", EVERYTHING)
def test_whatever_is_killed_is_started_again(system: LocalSystem, name: str) -> None:
    before = system.pid(name)

    os.kill(before, signal.SIGKILL)

    patience = Patience(60)
    while f"{name} répond de nouveau" not in system.said():
        assert patience.lasts(), system.said()
        time.sleep(0.1)
    assert system.pid(name) != before
    for service in SERVICES:
        eventually_answers(readyz(system, service.name))


def test_a_service_is_restarted_on_demand(system: LocalSystem) -> None:
    before = system.pid("ranking")

    command = [sys.executable, "-m", "deploy.local.restart", "ranking"]
    subprocess.run(command, cwd=ROOT, env=system.environment, check=True, capture_output=True, timeout=30)

    patience = Patience(30)
    while system.pid("ranking") == before:
        assert patience.lasts(), system.said()
        time.sleep(0.1)
    eventually_answers(readyz(system, "ranking"))


@pytest.mark.rule("IFC-1")
@pytest.mark.timeout(600)
def test_ctrl_c_ends_everything_within_ten_seconds_and_the_next_run_finds_its_data(
    system: LocalSystem,
) -> None:
    ports = (system.folder / "ports.json").read_text()
    accounts = system.demo["accounts"]

    assert system.stop() < 10
    assert system.processes() == {}

    system.start(60)
    assert (system.folder / "ports.json").read_text() == ports
    assert system.demo["accounts"] == accounts


@pytest.mark.rule("IFC-1")
def test_even_a_killed_supervisor_leaves_nothing_behind(system: LocalSystem) -> None:
    assert system.process is not None
    system.process.kill()
    system.process.wait()

    end = time.monotonic() + 15
    while left := system.processes():
        assert time.monotonic() < end, left
        time.sleep(0.1)
