"""The channel of the control room: rooms entered as often as asked, failures said (ADM-9, LIV-1)."""

from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient

from chassis.errors import Kind
from chassis.rpc.context import user_token
from chassis.web.serving import Assembled
from dci.session.v1 import session_pb2 as pb
from services.admin.context import EXTENSION
from services.admin.tests import campaign
from services.admin.tests.application import World, make_application
from services.admin.tests.conftest import Browser
from services.admin.tests.doubles import refused

pytestmark = pytest.mark.rule("ADM-9")


@pytest.fixture
def assembled(world: World) -> Assembled:
    """The application with its sockets."""
    return make_application(world)


@pytest.fixture
def app(assembled: Assembled) -> Flask:
    return assembled.app


@pytest.fixture
def socket(assembled: Assembled, staff: Browser) -> SocketIOTestClient:
    """A gestionnaire's socket."""
    return assembled.sockets.test_client(assembled.app, flask_test_client=staff.client)


def join(socket: SocketIOTestClient, *amphis: object) -> dict[str, Any]:
    answer = socket.emit("join", {"amphis": list(amphis)}, callback=True)
    assert isinstance(answer, dict)
    return answer


def moves(assembled: Assembled, world: World, socket: SocketIOTestClient) -> list[Any]:
    """What is heard of one decision."""
    decision = world.session.announce(4)
    assembled.app.extensions[EXTENSION].watch.boards.receive(decision.amphi_id, decision.seq, decision)
    return [each["args"][0] for each in socket.get_received() if each["name"] == "delta"]


def away(_amphi_id: str) -> pb.Board:
    raise refused("service_indisponible", Kind.UNAVAILABLE, "Les amphis ne répondent pas.")


@pytest.mark.rule("LIV-1")
def test_joining_again_changes_nothing(
    assembled: Assembled, world: World, socket: SocketIOTestClient
) -> None:
    for _ in range(3):
        assert "error" not in join(socket, campaign.AMPHI)
    assert moves(assembled, world, socket) == [{"id": campaign.AMPHI}]


def test_a_join_that_could_not_be_made_says_so_and_is_made_when_asked_again(
    assembled: Assembled, world: World, socket: SocketIOTestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(world.session, "board", away)
        answer = join(socket, campaign.AMPHI)
    assert answer["error"]["message"] == "Les amphis ne répondent pas."
    assert answer["now"]
    assert "error" not in join(socket, campaign.AMPHI)
    assert moves(assembled, world, socket) == [{"id": campaign.AMPHI}]


def test_one_amphi_that_cannot_be_heard_of_does_not_silence_the_others(
    assembled: Assembled, world: World, socket: SocketIOTestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(socket, campaign.AMPHI)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(world.session, "board", away)
        assert "error" in join(socket, campaign.ESSAI, campaign.AMPHI)
    assert moves(assembled, world, socket) == [{"id": campaign.AMPHI}]


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize("wrong", ["", "x", None, 7, [], {}, campaign.TURN])
def test_what_is_no_amphi_is_passed_over(
    assembled: Assembled, world: World, socket: SocketIOTestClient, wrong: object
) -> None:
    assert "error" not in join(socket, wrong, campaign.AMPHI)
    assert moves(assembled, world, socket) == [{"id": campaign.AMPHI}]


def test_boards_are_fetched_without_the_token_of_hours_ago(
    world: World, socket: SocketIOTestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page stays open all day, its token does not live as long; boards are open to admin itself."""
    tokens: list[str | None] = []
    board = world.session.board

    def noted(amphi_id: str) -> pb.Board:
        tokens.append(user_token())
        return board(amphi_id)

    monkeypatch.setattr(world.session, "board", noted)
    join(socket, campaign.AMPHI)
    assert tokens == [None]


def test_whoever_is_not_staff_does_not_connect(assembled: Assembled, nobody: Browser) -> None:
    assert not assembled.sockets.test_client(assembled.app, flask_test_client=nobody.client).is_connected()
