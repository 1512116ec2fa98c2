"""The live channel of the control room: it says that an amphi moved, and the page fetches its part anew.

Names and phones never go over the socket: only the page's own request, checked like any other, brings them.
"""

from collections.abc import Callable
from typing import Any, Final

from flask import request
from flask_socketio import SocketIO, join_room

from chassis.errors import DomainError, Kind
from chassis.live.asked import amphi_id_of
from chassis.live.hub import Emit
from chassis.rpc.context import in_request
from chassis.web.login import LogIn
from chassis.web.sessions import LoggedIn
from services.admin.live.watch import Watch, room
from services.admin.web.access import is_staff

MOST_AMPHIS: Final = 60
NO_AMPHI: Final = frozenset({Kind.INVALID, Kind.NOT_FOUND})


def nudge(emit: Emit) -> Callable[[str], None]:
    """Tell those who watch an amphi that something changed."""

    def tell(amphi_id: str) -> None:
        emit("delta", {"id": amphi_id}, room(amphi_id))

    return tell


class Channel:
    """The handlers of one application's sockets; staff alone may connect."""

    def __init__(self, sockets: SocketIO, log_in: LogIn, watch: Watch) -> None:
        self._sockets = sockets
        self._log_in = log_in
        self._watch = watch
        self._people: dict[str, LoggedIn] = {}
        sockets.on_event("connect", self._connect)
        sockets.on_event("disconnect", self._disconnect)
        sockets.on_event("join", self._join)
        sockets.on_event("clock", self._clock)
        log_in.sessions.on_end = self._cut

    def _connect(self, _auth: object = None) -> bool:
        with in_request():
            try:
                person = self._log_in.holder()
            except DomainError:
                return False
        if person is None or not is_staff(person):
            return False
        self._people[_sid()] = person
        return True

    def _disconnect(self, *_reason: object) -> None:
        self._people.pop(_sid(), None)

    def _join(self, asked: object = None) -> dict[str, Any]:
        """Enter the rooms of these amphis, as often as asked; `error` where one could not be, to ask again.

        Boards are asked for without the person's token: the page may have been open for longer than it lives.
        """
        answer: dict[str, Any] = {"now": self._watch.clock.now()}
        with in_request():
            for each in _listed(asked) if _sid() in self._people else ():
                try:
                    self._enter(amphi_id_of(each))
                except DomainError as error:
                    if error.kind not in NO_AMPHI:
                        answer["error"] = {"code": error.code, "message": error.text}
        return answer

    def _clock(self, _asked: object = None) -> dict[str, int]:
        return {"now": self._watch.clock.now()}

    def _enter(self, amphi_id: str) -> None:
        self._watch.board(amphi_id)
        join_room(room(amphi_id))

    def _cut(self, session_id: str) -> None:
        """Close the sockets of a session that ended (CNX-3)."""
        for sid in [sid for sid, person in self._people.items() if person.session_id == session_id]:
            self._sockets.emit("session_ended", {}, to=sid)
            self._sockets.server.disconnect(sid)  # type: ignore[attr-defined]  # missing in the stubs


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]  # Flask-SocketIO adds it


def _listed(asked: object) -> list[object]:
    found = asked.get("amphis") if isinstance(asked, dict) else None
    return found[:MOST_AMPHIS] if isinstance(found, list) else []
