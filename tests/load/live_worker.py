"""The real gateway in its real gunicorn worker, on doubles: boards, rooms, hub and sockets are the product's.

`gunicorn --config chassis/web/gunicorn_conf.py tests.load.live_worker:application()`; DCI_CONTROL is the port
of the JSON lines.
"""

import gc
import json
import os
import time
from typing import Any

from engineio.packet import MESSAGE, Packet
from flask import Flask
from flask_socketio import SocketIO
from gevent.server import StreamServer

from chassis.live.fast_socket import FastSocket, frame_of
from chassis.live.hub import Emit, LiveHub, room_of
from chassis.live.sockets import room_sender
from chassis.web.serving import Assembled, serve
from dci.events.v1.events_pb2 import Event
from services.gateway.context import EXTENSION
from services.gateway.tests.dev.application import World, make_application, make_settings, make_world
from services.gateway.tests.dev.campaign import AMPHI
from tests.load.process import resident

FILLER = 12_000
"""Ranks of a message of some 60 KiB."""


def _sent_nowhere(socket: FastSocket, packet: Packet) -> None:
    """All that `FastSocket.send` and `Wire.write` do, but for the kernel's part."""
    if socket.fast and not socket.closed:
        frame = frame_of(packet)
        if not socket.wire._pending and len(frame) < 0:
            raise AssertionError


class Control:
    """A part that emits when told, and says when."""

    name = "control"

    def __init__(self, world: World, hub: LiveHub, sockets: SocketIO) -> None:
        server: Any = sockets.server  # type: ignore[attr-defined]  # missing in the stubs
        self._engine, self._rooms = server.eio, server.manager
        send: Emit = room_sender(sockets)
        self._send = send
        self._world = world
        self._hub = hub
        self._server = StreamServer(("127.0.0.1", int(os.environ["DCI_CONTROL"])), self._talk)

    def start(self) -> None:
        """Listen."""
        self._server.start()

    def stop(self) -> None:
        """Listen no more."""
        self._server.stop()

    def alive(self) -> bool:
        """Tell whether it listens."""
        return bool(self._server.started)

    def _talk(self, connection: Any, _address: object) -> None:
        file = connection.makefile("rw")
        for line in file:
            file.write(json.dumps(self._answer(json.loads(line))) + "\n")
            file.flush()

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked["do"] == "memory":
            gc.collect()
            return {"bytes": resident(), "cpu": time.process_time()}
        if asked["do"] == "fill":
            self._send("presence", {"rangs": list(range(FILLER))}, room_of("amphi", AMPHI))
            return {}
        if asked["do"] == "split":
            return self._split(asked["text"])
        event = Event(decision=self._world.session.announce(7))
        cpu, start = time.thread_time(), time.monotonic_ns()
        self._hub.receive(event)
        done = time.monotonic_ns()
        return {
            "start": start,
            "seconds": (done - start) / 1e9,
            "cpu": time.thread_time() - cpu,
            "text": self._text(),
        }

    def _split(self, text: str) -> dict[str, float]:
        """Where a broadcast's time goes: seconds in the kernel's send, and in the way to it."""
        packet, sockets = Packet(MESSAGE, text[1:]), list(self._engine.sockets.values())
        frame = frame_of(packet)
        start = time.perf_counter()
        for each in sockets:
            each.wire._send(frame)
        sent = time.perf_counter()
        rooms = self._rooms
        for _, sid in rooms.get_participants("/", room_of("amphi", AMPHI)):
            each = self._engine.sockets.get(sid)
            if not each.closed:
                _sent_nowhere(each, packet)
        walked = time.perf_counter()
        return {"send": sent - start, "way": walked - sent}

    def _text(self) -> str:
        delta = self._hub.amphi(AMPHI)._deltas[-1]
        return "42" + json.dumps(["delta", delta.wire()], separators=(",", ":"))


def application() -> Flask:
    """Build it; gunicorn calls this once, in the worker."""
    world, settings = make_world(), make_settings(int(os.environ["DCI_PORT"]))
    assembled = make_application(world, settings, "gevent")
    control = Control(world, assembled.app.extensions[EXTENSION].hub, assembled.sockets)
    return serve(Assembled(assembled.app, assembled.sockets, [*assembled.parts, control]), settings.process)
