"""The Socket.IO server of a live process: small messages, no compression, same origin only."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Literal

from flask import Flask
from flask_socketio import SocketIO

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AsyncMode = Literal["gevent", "threading"]
NAMESPACE: Final = "/"
LARGEST_MESSAGE: Final = 8 * 1024
PING_SECONDS: Final = 10
PING_PATIENCE: Final = 15


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
        logger=False,
        engineio_logger=False,
    )
    app.wsgi_app = _WithoutDeflate(app.wsgi_app)  # type: ignore[method-assign]
    return sockets


def room_sender(sockets: SocketIO) -> Any:
    """Return how the hub sends to a room."""

    def send(event: str, content: dict[str, Any], room: str) -> None:
        sockets.emit(event, content, to=room)

    return send


def watched_rooms(sockets: SocketIO) -> list[str]:
    """Name the rooms in which somebody is, those of single sockets left out."""
    rooms = _rooms(sockets)
    return [room for room, members in rooms.items() if room and ":" in room and members]


def disconnect_everybody(sockets: SocketIO) -> None:
    """Close every socket, so that a stopping process ends at once and clients come back to another."""
    engine = sockets.server.eio  # type: ignore[attr-defined]  # missing in the stubs
    for sid in list(engine.sockets):
        engine.disconnect(sid)


def _rooms(sockets: SocketIO) -> dict[str | None, dict[str, str]]:
    found: dict[str | None, dict[str, str]] = sockets.server.manager.rooms.get(NAMESPACE, {})  # type: ignore[attr-defined]
    return found


class _WithoutDeflate:
    """Refuses permessage-deflate: 100 KiB a connection and a third more time, for small messages."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return self._app(environ, start_response)
