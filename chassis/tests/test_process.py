"""A service as a process: it starts whole or not at all; a signal ends it and cuts nobody short."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
import pytest

from chassis.errors import RemoteError
from chassis.tests.calls import World, say, world
from chassis.tests.test_health import get

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        made.key_file("gateway")
        yield made


@pytest.fixture
def ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


@pytest.fixture
def start(here: World, ports: tuple[int, int]) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []
    given = {
        "DCI_BIND": "127.0.0.1",
        "DCI_GRPC_PORT": str(ports[0]),
        "DCI_METRICS_PORT": str(ports[1]),
        "DCI_SERVICE_KEYS_DIR": str(here.keys_dir),
        "DCI_ESSAI_MOTTO": "bonjour",
    }

    def run(*args: str, **changes: str | None) -> subprocess.Popen[str]:
        settings = {name: value for name, value in (given | changes).items() if value is not None}
        process = subprocess.Popen(
            [sys.executable, "-m", "chassis.tests.small_service", *args],
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def ready(port: int) -> bool:
    try:
        return get(f"http://127.0.0.1:{port}/readyz")[0] == 200
    except OSError:
        return False


def wait_ready(port: int) -> None:
    end = time.monotonic() + 20
    while not ready(port):
        assert time.monotonic() < end, "the service did not become ready"
        time.sleep(0.05)


def events(output: str) -> list[str]:
    return [json.loads(line)["event"] for line in output.splitlines()]


def slow_call(channel: grpc.Channel, milliseconds: int) -> Any:
    return ThreadPoolExecutor(1).submit(say, channel, str(milliseconds).encode())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_call_under_way_finish_and_ends_well(
    here: World, ports: tuple[int, int], start: Start, number: signal.Signals
) -> None:
    process = start()
    wait_ready(ports[1])
    channel = here.channel(f"127.0.0.1:{ports[0]}", audience="essai")
    assert say(channel, b"0") == b"bonjour"
    under_way = slow_call(channel, 1500)
    time.sleep(0.3)

    process.send_signal(number)
    time.sleep(0.3)

    with pytest.raises(RemoteError, match="ne répond pas"):
        say(channel, b"0")
    assert under_way.result() == b"bonjour"
    output, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    told = events(output)
    assert (
        told.index("other started")
        < told.index("ready")
        < told.index("other stopped")
        < told.index("stopped")
    )


def test_it_is_not_ready_while_it_stops(ports: tuple[int, int], start: Start) -> None:
    process = start(ESSAI_STOP_SECONDS="2")
    wait_ready(ports[1])

    process.send_signal(signal.SIGTERM)
    time.sleep(0.7)

    assert get(f"http://127.0.0.1:{ports[1]}/readyz")[0] == 503
    assert process.wait(timeout=10) == 0


def test_a_part_that_does_not_stop_is_left_after_a_while(ports: tuple[int, int], start: Start) -> None:
    process = start(ESSAI_STOP_SECONDS="60")
    wait_ready(ports[1])

    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    output, _ = process.communicate(timeout=15)

    assert process.returncode == 1
    assert 2 < time.monotonic() - began < 6
    assert "stopping took too long" in events(output)


def test_a_part_that_dies_ends_the_process(here: World, ports: tuple[int, int], start: Start) -> None:
    process = start()
    wait_ready(ports[1])

    say(here.channel(f"127.0.0.1:{ports[0]}", audience="essai"), b"die")

    output, _ = process.communicate(timeout=10)
    assert process.returncode == 1
    assert "part died" in events(output)
    assert "other stopped" in events(output)


def test_a_missing_setting_stops_the_start_with_its_name(start: Start) -> None:
    process = start(DCI_ESSAI_MOTTO=None, DCI_GRPC_PORT="zero", DCI_SERVICE_KEYS_DIR="/nowhere")

    output, errors = process.communicate(timeout=20)

    assert process.returncode == 2
    assert output == ""
    assert "DCI_ESSAI_MOTTO" in errors
    assert "what Say answers" in errors
    assert "DCI_GRPC_PORT" in errors
    assert "DCI_SERVICE_KEYS_DIR : le dossier /nowhere est introuvable" in errors
    assert "Traceback" not in errors


def test_a_port_already_taken_stops_the_start(ports: tuple[int, int], start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ports[0]))
        taken.listen()

        process = start()
        _, errors = process.communicate(timeout=20)

    assert process.returncode == 1
    assert str(ports[0]) in errors


def test_migrate_runs_and_ends(start: Start) -> None:
    process = start("migrate", DCI_GRPC_PORT=None)

    output, _ = process.communicate(timeout=20)

    assert process.returncode == 0
    assert "migrated" in output
