"""gateway as a process: gunicorn with one gevent worker, WebSocket for real, a stop that waits for nobody."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests
import socketio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

START_SECONDS = 25
STOP_SECONDS = 8
"""gunicorn gives idle keep-alive connections 6 s; sockets are closed at once."""


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(tmp_path: Path, port: int, metrics: int) -> dict[str, str]:
    """What `make run` gives, every service away."""
    key = tmp_path / "gateway.pem"
    key.write_bytes(
        Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    away = {f"DCI_{name}": "127.0.0.1:9" for name in ("KAFKA", "IDENTITY", "RANKING", "POSTES", "SESSION")}
    return {
        "PATH": os.environ["PATH"],
        "DCI_BIND": "127.0.0.1",
        "DCI_GATEWAY_PORT": str(port),
        "DCI_METRICS_PORT": str(metrics),
        "DCI_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DCI_COOKIE_KEY": "k" * 40,
        "DCI_SERVICE_KEY_FILE": str(key),
        "DCI_NOTIFICATIONS": "127.0.0.1:9",
        **away,
    }


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, str]]:
    """A running gateway whose services are all away: process, address, address of its metrics."""
    port, metrics = free_port(), free_port()
    log = (tmp_path / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "services.gateway"],
        env=environment(tmp_path, port, metrics),
        stdout=log,
        stderr=log,
    )
    operators = f"http://127.0.0.1:{metrics}"
    try:
        _wait_ready(process, operators, tmp_path / "log")
        yield process, f"http://127.0.0.1:{port}", operators
    finally:
        process.kill()
        process.wait()
        log.close()


def _wait_ready(process: subprocess.Popen[bytes], operators: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            if requests.get(f"{operators}/readyz", timeout=1).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    pytest.fail(f"not ready in {START_SECONDS} s:\n{log.read_text()}")


@pytest.mark.rule("IFC-5")
def test_process_serves_operators_and_sockets_and_stops_with_a_socket_open(
    gateway: tuple[subprocess.Popen[bytes], str, str],
) -> None:
    """One start, looked at from every side (it takes seconds)."""
    process, address, operators = gateway

    assert requests.get(f"{operators}/healthz", timeout=5).json() == {"vivant": True}
    assert "python_info" in requests.get(f"{operators}/metrics", timeout=5).text
    assert requests.get(f"{address}/metrics", timeout=5).status_code == 404

    page = requests.get(f"{address}/connexion", timeout=5)
    assert page.status_code == 200
    away = requests.get(address, timeout=30)
    assert away.status_code == 503
    assert "momentanément indisponible" in away.text

    client = socketio.Client(reconnection=False)
    client.connect(address, transports=["polling", "websocket"])
    for _ in range(50):
        if client.transport() == "websocket":
            break
        time.sleep(0.05)
    assert client.transport() == "websocket"
    assert client.call("clock", {}, timeout=5)["now"] > 1_700_000_000_000

    asked = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=STOP_SECONDS)
    assert time.monotonic() - asked < STOP_SECONDS
    client.disconnect()


def test_wrong_settings_stop_the_start_and_are_all_named(tmp_path: Path) -> None:
    env = environment(tmp_path, free_port(), free_port()) | {"DCI_COOKIE_KEY": "short"}
    del env["DCI_SESSION"]

    found = subprocess.run(
        [sys.executable, "-m", "services.gateway"], env=env, capture_output=True, timeout=60, check=False
    )

    assert found.returncode == 2
    errors = found.stderr.decode()
    assert "DCI_COOKIE_KEY" in errors
    assert "DCI_SESSION" in errors
