"""What clients may say over the live channel, and the answer to each (LIV-1…3)."""

from typing import Any, Final

import structlog
from flask import request
from flask_socketio import SocketIO, join_room

from chassis.errors import DomainError, Kind
from chassis.live.asked import Pace, amphi_id_of
from chassis.live.hub import LiveHub, Position
from chassis.rpc.context import in_request
from chassis.web.login import LogIn
from chassis.web.sessions import LoggedIn
from services.gateway.live.names import PublicNames, full
from services.gateway.live.own_devices import own_room
from services.gateway.live.presence import PresenceReporter, place
from services.gateway.same_account import account_of

log = structlog.get_logger(__name__)
MOST_AMPHIS: Final = 6


class Channel:
    """The handlers of one application's sockets."""

    def __init__(
        self, sockets: SocketIO, hub: LiveHub, log_in: LogIn, presence: PresenceReporter, names: PublicNames
    ) -> None:
        self._sockets = sockets
        self._hub = hub
        self._log_in = log_in
        self._presence = presence
        self._names = names
        self._people: dict[str, LoggedIn] = {}
        self._joined: dict[str, set[str]] = {}
        self._paces: dict[str, Pace] = {}
        sockets.on_event("connect", self._connect)
        sockets.on_event("disconnect", self._disconnect)
        sockets.on_event("join", self._join)
        sockets.on_event("clock", self._clock)
        log_in.sessions.on_end = self._cut

    def _connect(self, _auth: object = None) -> bool:
        """Refuse where identity cannot tell who it is: the client comes back, and is no stranger (ENG-2)."""
        with in_request():
            try:
                person = self._log_in.holder()
            except DomainError as error:
                if error.kind is Kind.UNAVAILABLE:
                    return False
                person = None
        sid = _sid()
        self._joined[sid] = set()
        self._paces[sid] = Pace()
        if person:
            self._people[sid] = person
            join_room(own_room(person.intern_id))
        return True

    def _disconnect(self, *_reason: object) -> None:
        sid = _sid()
        person = self._people.pop(sid, None)
        self._paces.pop(sid, None)
        for amphi_id in self._joined.pop(sid, ()):
            if person:
                self._presence.left(place(amphi_id, person))

    def _join(self, asked: object = None) -> dict[str, Any]:
        """Enter an amphi's rooms and get what is missing; asked again after a gap. Floods are cut."""
        if not self._paces.setdefault(_sid(), Pace()).allows():
            self._sockets.server.disconnect(_sid())  # type: ignore[attr-defined]  # missing in the stubs
            return {}
        with in_request():
            try:
                return self._entered(*_read(asked))
            except DomainError as error:
                return {"error": {"code": error.code, "message": error.text}, "now": self._hub.clock.now()}

    def _clock(self, _asked: object = None) -> dict[str, int]:
        return {"now": self._hub.clock.now()}

    def _entered(self, amphi_id: str, at: Position) -> dict[str, Any]:
        sid = _sid()
        person = self._people.get(sid)
        rooms = self._hub.rooms(amphi_id)
        joined = self._joined.setdefault(sid, set())
        if amphi_id not in joined and len(joined) < MOST_AMPHIS:
            joined.add(amphi_id)
            for room in rooms:
                join_room(room)
            if person:
                self._presence.joined(place(amphi_id, person))
        answer = self._hub.catch_up(amphi_id, at, full if person else self._names.public)
        return {**answer, "compte": account_of(person)}

    def _cut(self, session_id: str) -> None:
        """Close the sockets of a session that ended (CNX-3)."""
        for sid in [sid for sid, person in self._people.items() if person.session_id == session_id]:
            self._sockets.emit("session_ended", {}, to=sid)
            self._sockets.server.disconnect(sid)  # type: ignore[attr-defined]  # missing in the stubs


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]  # Flask-SocketIO adds it


def _read(asked: object) -> tuple[str, Position]:
    found = asked if isinstance(asked, dict) else {}
    return amphi_id_of(found.get("amphi_id")), Position(
        _number(found.get("seq")), _number(found.get("version"))
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
