"""The smallest live service, for gunicorn: rooms, broadcasts of any size, and what happened, by HTTP."""

import os
import time
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO, join_room

from chassis.config import ProcessSettings
from chassis.live.sockets import make_sockets, room_sender
from chassis.web.serving import Assembled, serve


def application() -> Flask:
    """Build it; gunicorn calls this once, in the worker."""
    app = Flask(__name__)
    sockets = make_sockets(app, "gevent")
    engine = sockets.server.eio  # type: ignore[attr-defined]  # missing in the stubs
    engine.ping_interval, engine.ping_timeout = 1, 3
    gone: list[str] = []
    _listen(sockets, gone)
    send = room_sender(sockets)

    @app.post("/say/<room>")
    def say(room: str) -> dict[str, Any]:
        times, size = request.args.get("times", 1, int), request.args.get("size", 0, int)
        start = time.perf_counter()
        for number in range(times):
            send("delta", {"number": number, "filler": "x" * size}, room)
        return {"seconds": time.perf_counter() - start}

    @app.get("/state")
    def state() -> dict[str, Any]:
        rooms = sockets.server.manager.rooms.get("/", {})  # type: ignore[attr-defined]
        return {
            "sockets": {sid: each.fast for sid, each in engine.sockets.items()},
            "gone": gone,
            "rooms": {room: list(members.values()) for room, members in rooms.items() if room},
        }

    return serve(
        Assembled(app, sockets, []), ProcessSettings(metrics_port=int(os.environ["DCI_METRICS_PORT"]))
    )


def _listen(sockets: SocketIO, gone: list[str]) -> None:
    def join(room: str) -> dict[str, str]:
        join_room(room)
        return {"joined": room}

    def slow(seconds: float) -> dict[str, float]:
        time.sleep(seconds)
        return {"slept": seconds}

    def disconnect(reason: str) -> None:
        gone.append(reason)

    sockets.on_event("join", join)
    sockets.on_event("slow", slow)
    sockets.on_event("echo", lambda said: said)
    sockets.on_event("disconnect", disconnect)
