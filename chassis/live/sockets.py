"""The Socket.IO server of a live process: small messages, no compression, same origin only."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Literal

from flask import Flask
from flask_socketio import SocketIO

from chassis.live.rooms import Rooms

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AsyncMode = Literal["gevent", "threading"]
NAMESPACE: Final = "/"
LARGEST_MESSAGE: Final = 8 * 1024
PING_SECONDS: Final = 10
PING_PATIENCE: Final = 15
HEADERS: Final = [("Content-Security-Policy", "default-src 'none'"), ("X-Content-Type-Options", "nosniff")]
"""On what the protocol answers by itself, which no page's headers reach (SEC-3)."""


def make_sockets(app: Flask, async_mode: AsyncMode) -> SocketIO:
    """Attach Socket.IO to the application: « gevent » in a live process, « threading » in tests."""
    sockets = SocketIO(
        app,
        async_mode=async_mode,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_PATIENCE,
        max_http_buffer_size=LARGEST_MESSAGE,
        http_compression=False,
        manage_session=False,
        async_handlers=False,
        client_manager=Rooms(),
        logger=_brief_logger(),
        engineio_logger=_brief_logger(),
    )
    if async_mode == "gevent":
        from chassis.live.fast_socket import quicken  # noqa: PLC0415  # the other mode has no event loop

        quicken(sockets)
    app.wsgi_app = _Plain(app.wsgi_app)  # type: ignore[method-assign]
    return sockets


def room_sender(sockets: SocketIO) -> Any:
    """Return how the hub sends to a room."""

    def send(event: str, content: dict[str, Any], room: str) -> None:
        sockets.emit(event, content, to=room)

    return send


def warm(sockets: SocketIO) -> None:
    """Send once to nobody: the first time is slow, and nobody shall wait for it."""
    sockets.emit("delta", {}, to="nobody:")


def watched_rooms(sockets: SocketIO) -> list[str]:
    """Name the rooms in which somebody is, those of single sockets left out."""
    rooms = _rooms(sockets)
    return [room for room, members in rooms.items() if room and ":" in room and members]


def disconnect_everybody(sockets: SocketIO) -> None:
    """Close every socket, so that a stopping process ends at once and clients come back to another."""
    engine = sockets.server.eio  # type: ignore[attr-defined]  # missing in the stubs
    for each in list(engine.sockets.values()):
        each.close(wait=False, reason=engine.reason.SERVER_DISCONNECT)


def _rooms(sockets: SocketIO) -> dict[str | None, dict[str, str]]:
    found: dict[str | None, dict[str, str]] = sockets.server.manager.rooms.get(NAMESPACE, {})  # type: ignore[attr-defined]
    return found


def _brief_logger() -> logging.Logger:
    """One line for each message that is not of the protocol: whoever sends them shall not fill the logs."""
    logger = logging.getLogger("dci.sockets")
    logger.setLevel(logging.ERROR)
    if not logger.filters:
        logger.addFilter(_without_traceback)
    return logger


def _without_traceback(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[0]:
        record.msg = f"{record.msg}: {record.exc_info[0].__name__}"
        record.exc_info = None
    return True


class _Plain:
    """Puts the headers on, and refuses permessage-deflate: 100 KiB a connection and a third more time."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            present = {name.lower() for name, _ in headers}
            missing = [each for each in HEADERS if each[0].lower() not in present]
            return start_response(status, [*headers, *missing], *rest)

        return self._app(environ, start)
