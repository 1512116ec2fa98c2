"""Fan-out without a greenlet a client: Engine.IO on `Wire`, the packets unchanged (decision 9, PERF-2).

The only file that knows private names of engineio, whose version `requirements/web.in` pins. Clients that
poll stay on the stock code, and become fast when they upgrade.
"""

import random
import sys
from collections.abc import Iterable
from io import BytesIO
from time import time
from typing import Any, Final

import engineio
import gevent
import structlog
from engineio.exceptions import UnknownPacketError
from engineio.packet import CLOSE, NOOP, OPEN, PING, PONG, UPGRADE, Packet
from engineio.socket import Socket
from gevent.socket import socket as gevent_socket

from chassis.live.beat import Beat
from chassis.live.wire import Wire, framed, greeting

log = structlog.get_logger(__name__)

MOST_SOCKETS: Final = 10_000
MOST_UNREAD: Final = 16
"""Messages of one client that wait for an answer; then it is not read until they are answered."""
PING_FRAME: Final = framed(str(PING))
CLOSE_FRAME: Final = framed(str(CLOSE))
PONG_TEXT: Final = str(PONG)
PROBE: Final = f"{PING}probe"
PROBED: Final = framed(f"{PONG}probe")
UPGRADE_TEXT: Final = str(UPGRADE)
KEPT: Final = frozenset(
    {"REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT",
     "SERVER_PROTOCOL", "REMOTE_ADDR", "REMOTE_PORT", "wsgi.url_scheme", "wsgi.errors", "flask.app"}
)  # fmt: skip
_NOTHING: Final = BytesIO()


class FastSocket(Socket):  # type: ignore[misc]  # engineio has no types
    """One client: stock while it polls, a `Wire` once it speaks WebSocket."""

    server: "FastEngine"
    queue: Any
    connected: bool
    closing: bool
    closed: bool
    last_ping: float | None

    def __init__(self, server: "FastEngine", sid: str) -> None:
        super().__init__(server, sid)
        self.wire: Any = None
        self.fast = False
        self._unread: list[str | bytes] = []
        self._serving = False

    def send(self, pkt: Packet) -> None:
        """Send one packet; never waits."""
        if not self.fast:
            super().send(pkt)
        elif not self.closed:
            self.wire.write(frame_of(pkt))

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """Tell the application, say goodbye and close; `wait` is for those who poll."""
        if not self.fast:
            if self.wire is not None:
                self.wire.drop()
            super().close(wait, abort, reason)
        elif not self.closed and not self.closing:
            self.closing = True
            reason = reason or self.server.reason.SERVER_DISCONNECT
            self.server.tell_gone(self.sid, reason)
            if not abort:
                self.wire.write(CLOSE_FRAME)
            self.closed = True
            self.wire.end()
            self.server.sockets.pop(self.sid, None)

    def taken(self, message: str | bytes) -> None:
        """From the event loop: a message; what the application does with it has a greenlet of its own."""
        if message == PONG_TEXT:
            self.last_ping = None
        elif not self.fast:
            self._probed(message)
        else:
            self._unread.append(message)
            if not self._serving:
                self._serving = True
                gevent.spawn(self._serve)
            elif len(self._unread) >= MOST_UNREAD:
                self.wire.pause(paused=True)

    def lost(self) -> None:
        """From the event loop: the client is gone, or only its attempt to upgrade is."""
        if self.fast and not self.closed:
            gevent.spawn(self.close, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
        elif not self.fast:
            self.wire, self.upgrading = None, False

    def due(self) -> None:
        """Ping, unless the last one is unanswered; the stock monitor ends whoever is silent for too long."""
        if self.closed:
            return
        if self.last_ping is None:
            self.last_ping = time()
            self.wire.write(PING_FRAME)
        self.server.beat.after(self.server.ping_interval, self)

    def schedule_ping(self) -> None:
        """Ping by the shared timer where there is a wire."""
        if not self.fast:
            super().schedule_ping()

    def _upgrade_websocket(self, environ: dict[str, Any], start_response: Any) -> Any:
        sock: Any = environ.get("gunicorn.socket")
        answer = greeting(environ)
        if type(sock) is not gevent_socket:
            return super()._upgrade_websocket(environ, start_response)
        if answer is None or self.wire is not None:
            return self.server.refuse()
        sock.sendall(answer)
        self.wire = Wire(sock.detach(), self, self.server.max_http_buffer_size)
        if self.connected:
            self.upgrading = True
        else:
            self.connected = True
            self._become_fast()
            self.queue = None
        raise StopIteration  # gunicorn: the socket is taken over, and this greenlet ends

    def _probed(self, message: str | bytes) -> None:
        """Take one of the two messages by which a polling client upgrades; any other ends the attempt."""
        if message == PROBE:
            self.wire.write(PROBED)
            self.queue.put(Packet(NOOP))
        elif message == UPGRADE_TEXT and not self.closed:
            self._become_fast()
        else:
            self.wire.drop()

    def _become_fast(self) -> None:
        self.fast = self.upgraded = True
        self.upgrading = False
        self.last_ping = None
        while not self.queue.empty():
            left = self.queue.get_nowait()
            self.queue.task_done()
            if left is not None:
                self.send(left)
        self.server.beat.after(random.uniform(0.5, 1) * self.server.ping_interval, self)  # noqa: S311

    def _serve(self) -> None:
        try:
            while self._unread and not self.closed:
                self._receive_one(self._unread.pop(0))
        finally:
            self._serving = False
            self.wire.pause(paused=False)

    def _receive_one(self, message: str | bytes) -> None:
        try:
            self.receive(Packet(encoded_packet=message))
        except UnknownPacketError:
            pass
        except ValueError as wrong:
            log.info("not a packet", reason=str(wrong))
            self.close(abort=True, reason=self.server.reason.TRANSPORT_ERROR)


class FastEngine(engineio.Server):  # type: ignore[misc]  # engineio has no types
    """The stock server, whose sockets are fast."""

    start_service_task: bool
    beat: Beat

    def quicken(self) -> None:
        """Prepare what the stock constructor did not."""
        self.beat = Beat(self.ping_interval)

    def tell_gone(self, sid: str, reason: str) -> None:
        """Tell the application that a client is gone."""
        self._trigger_event("disconnect", sid, reason, run_async=False)

    def refuse(self) -> Any:
        """Answer a request that asks for a WebSocket in no way we know."""
        return self._bad_request("Not a WebSocket request")

    def _handle_connect(
        self, environ: dict[str, Any], start_response: Any, transport: str, jsonp_index: int | None = None
    ) -> Any:
        if len(self.sockets) >= MOST_SOCKETS:
            return {"status": "503 SERVICE UNAVAILABLE", "headers": [("Retry-After", "5")], "response": b""}
        if self.start_service_task:
            self.start_service_task = False
            self.service_task_handle = self.start_background_task(self._service_task)
        sid = self.generate_id()
        each = self.sockets[sid] = FastSocket(self, sid)
        each.send(Packet(OPEN, self._open(sid, transport)))
        self._trigger_event("connect", sid, slim(environ), run_async=False)
        if transport == "websocket":
            return self._over(each, each.handle_get_request(environ, start_response))
        each.schedule_ping()
        each.connected = True
        return self._ok(each.poll(), jsonp_index=jsonp_index)

    def _over(self, each: FastSocket, answer: Any) -> Any:
        """A WebSocket that was not taken over: it was refused, or lived on the stock code until its end."""
        each.close(wait=False, abort=True, reason=self.reason.TRANSPORT_ERROR)
        self.sockets.pop(each.sid, None)
        return answer if each.connected else self.refuse()

    def _open(self, sid: str, transport: str) -> dict[str, Any]:
        return {
            "sid": sid,
            "upgrades": self._upgrades(sid, transport),
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(self.ping_interval * 1000),
            "maxPayload": self.max_http_buffer_size,
        }


def quicken(sockets: Any) -> None:
    """Make the engine of a Flask-SocketIO server fast."""
    engine = sockets.server.eio
    engine.__class__ = FastEngine
    engine.quicken()


def frame_of(pkt: Packet) -> bytes:
    """The packet's frame, built once however many get it."""
    frame: bytes | None = pkt.__dict__.get("frame")
    if frame is None:
        frame = pkt.frame = framed(pkt.encode())
    return frame


def slim(environ: dict[str, Any]) -> dict[str, Any]:
    """What handlers need of the request that opened a socket: no buffers, and equal texts only once."""
    kept: Iterable[tuple[str, Any]] = ((name, value) for name, value in environ.items() if _is_kept(name))
    found = {name: sys.intern(value) if type(value) is str else value for name, value in kept}
    return {**found, "wsgi.input": _NOTHING}


def _is_kept(name: str) -> bool:
    return name in KEPT or (name.startswith("HTTP_") and not name.startswith("HTTP_SEC_WEBSOCKET"))
