"""Rooms: told as by the stock manager, left without looking at anybody else's."""

from typing import Any

import pytest
import socketio

from chassis.live.rooms import Rooms


class Telling:
    """An engine's socket that keeps what it is sent."""

    closed = False

    def __init__(self) -> None:
        self.packets: list[Any] = []

    def send(self, packet: Any) -> None:
        """Keep it."""
        self.packets.append(packet)


@pytest.fixture
def server() -> socketio.Server:
    """A server with these rooms."""
    return socketio.Server(client_manager=Rooms(), async_mode="threading")


def arrive(server: socketio.Server, *rooms: str) -> tuple[str, Telling]:
    """Somebody new, in rooms."""
    eio_sid = server.eio.generate_id()
    telling = server.eio.sockets[eio_sid] = Telling()
    sid = server.manager.connect(eio_sid, "/")
    for room in rooms:
        server.manager.enter_room(sid, "/", room)
    return sid, telling


def test_a_room_is_told_with_one_packet_and_others_are_not(server: socketio.Server) -> None:
    (_, one), (_, two), (_, other) = arrive(server, "a"), arrive(server, "a", "b"), arrive(server, "b")

    server.emit("delta", {"n": 1}, to="a")

    assert one.packets == two.packets
    assert [packet.encode() for packet in one.packets] == ['42["delta",{"n":1}]']
    assert one.packets[0] is two.packets[0]
    assert other.packets == []


def test_somebody_who_leaves_is_in_no_room_and_the_others_stay(server: socketio.Server) -> None:
    (leaving, gone), (_, staying) = arrive(server, "a", "b"), arrive(server, "a")

    server.manager.pre_disconnect(leaving, "/")
    server.manager.disconnect(leaving, "/")
    server.emit("delta", {"n": 1}, to="a")

    assert gone.packets == []
    assert len(staying.packets) == 1
    assert set(server.manager.rooms["/"]) == {None, "a", *server.manager.rooms["/"][None]}
    assert server.manager.pending_disconnect == {}
    assert leaving not in {sid for _, sid in server.manager._rooms_of}


def test_a_room_that_is_left_is_not_left_twice(server: socketio.Server) -> None:
    sid, telling = arrive(server, "a")

    server.manager.leave_room(sid, "/", "a")
    server.manager.disconnect(sid, "/")
    server.emit("delta", {"n": 1}, to="a")

    assert telling.packets == []
    assert server.manager.rooms == {}


def test_leaving_looks_at_no_other_room(server: socketio.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    leaving, _ = arrive(server, "a")
    for _ in range(50):
        arrive(server, "b")
    looked: list[str | None] = []
    leave = socketio.Manager.basic_leave_room

    def noted(manager: Any, sid: str, namespace: str, room: str | None) -> None:
        looked.append(room)
        leave(manager, sid, namespace, room)

    monkeypatch.setattr(socketio.Manager, "basic_leave_room", noted)

    server.manager.disconnect(leaving, "/")

    assert set(looked) == {None, leaving, "a"}
