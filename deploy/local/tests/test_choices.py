"""Ports, demonstrations, folders: what may be chosen, and the one line where a choice cannot be."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import ports
from deploy.local.errors import CannotStart
from deploy.local.paths import ROOT
from deploy.local.ports import Ports, fixed
from deploy.local.settings import settings_from
from deploy.local.single import alone_in, is_running


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.rule("IFC-2")
def test_the_three_known_ports_can_be_moved() -> None:
    assert settings_from({}).gateway_port == 8000
    assert settings_from({}).admin_port == 8001
    assert settings_from({}).mailbox_port == 8025
    assert settings_from({"DCI_ADMIN_PORT": "9001"}).admin_port == 9001


@pytest.mark.rule("IFC-2")
@pytest.mark.parametrize("wrong", ["", "http", "0", "70000", "-1", "80.5"])
def test_a_port_that_is_none_is_named(wrong: str) -> None:
    with pytest.raises(CannotStart, match="DCI_GATEWAY_PORT"):
        settings_from({"DCI_GATEWAY_PORT": wrong})


@pytest.mark.rule("IFC-2")
def test_a_port_in_use_is_said_in_one_line_with_the_way_to_move_it(busy_port: int) -> None:
    with pytest.raises(CannotStart) as refusal:
        fixed(busy_port, "gateway", "DCI_GATEWAY_PORT")

    assert str(busy_port) in str(refusal.value)
    assert "DCI_GATEWAY_PORT=" in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.rule("IFC-1")
def test_a_second_run_finds_its_ports_again(tmp_path: Path) -> None:
    file = tmp_path / "ports.json"
    first = Ports(file).free("kafka")

    assert Ports(file).free("kafka") == first


def test_a_port_taken_meanwhile_is_replaced(tmp_path: Path, busy_port: int) -> None:
    file = tmp_path / "ports.json"
    file.write_text(json.dumps({"kafka": busy_port}))

    port = Ports(file).free("kafka")

    assert port != busy_port
    assert Ports(file).free("kafka") == port


def test_no_two_names_get_one_port(tmp_path: Path) -> None:
    known = Ports(tmp_path / "ports.json")
    assert len({known.free(f"service-{number}") for number in range(50)}) == 50


@pytest.mark.rule("IFC-4")
def test_an_unknown_demonstration_is_refused_with_those_that_exist() -> None:
    assert settings_from({}).demo == "petit"
    assert settings_from({"DEMO": "none"}).demo == "none"
    with pytest.raises(CannotStart, match="none ou petit"):
        settings_from({"DEMO": "grand"})


@pytest.mark.rule("IFC-1")
def test_a_second_run_beside_the_first_is_refused(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        assert is_running(tmp_path)
        with pytest.raises(CannotStart, match="tourne déjà"), alone_in(tmp_path):
            pass
    assert not is_running(tmp_path)


OTHER_RUN = (
    "import sys; from deploy.local.ports import free_port; print(free_port(), flush=True); sys.stdin.read()"
)


@pytest.mark.rule("IFC-2")
def test_a_port_that_another_run_chose_is_left_alone_before_anybody_listens_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_RUN], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        port = int(other.stdout.readline())
        monkeypatch.setattr(ports, "FIRST", port)
        monkeypatch.setattr(ports, "LAST", port + 1)
        assert ports.is_free(port)
        with pytest.raises(CannotStart):
            ports.free_port()
        other.kill()
    assert ports.free_port() == port
    with pytest.raises(CannotStart):
        ports.free_port()
