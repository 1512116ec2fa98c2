"""What a pod of gateway plays (decision 9): watching, browsing, or both. Watching never slows choosing.

One image: the ingress sends `/socket.io/` and the live addresses of the API to « live » pods, the rest to
« web » ones. A pod refuses what is not its part, so that a wrong route shows at once.
"""

from typing import Final

from flask import Flask, abort, request
from flask_socketio import SocketIO

ALL: Final = "all"
WEB: Final = "web"
LIVE: Final = "live"
ROLES: Final = (ALL, WEB, LIVE)

WATCHING: Final = frozenset(
    {"static_files.send", "api_amphis.tableau", "api_amphis.offre", "api_amphis.suite"}
)


def only_watching(app: Flask) -> None:
    """Answer nothing but what watching needs."""

    @app.before_request
    def refuse() -> None:
        if request.endpoint not in WATCHING:
            abort(404)


def no_sockets(sockets: SocketIO) -> None:
    """Refuse every socket; clients then poll, and say so."""
    sockets.on_event("connect", lambda *_auth: False)
