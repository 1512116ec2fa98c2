"""Who is logged in: an opaque cookie, exchanged at identity for a token kept in memory (decision 13).

A token is renewed at half of its life; where identity is away the old one serves until its end. Sessions that
identity ended (`EndedSince`, every 2 s) are refused at once and kept half an hour, a token's whole life.
"""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

import structlog

from chassis.clock import Clock
from chassis.errors import DomainError, Kind
from dci.identity.v1 import login_pb2 as pb

log = structlog.get_logger(__name__)

REMEMBER_ENDED: Final = timedelta(minutes=30)


class LoginPort(Protocol):
    """What sessions ask of identity."""

    def exchange(self, secret: str) -> pb.AccessToken:
        """Give a fresh token for a session; UNAUTHENTICATED where it ended."""

    def ended_since(self, after: int) -> pb.EndedSinceResponse:
        """Give the sessions ended after a number."""

    def log_out(self, secret: str) -> None:
        """End a session; nothing where there is none."""


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A person who is logged in, with the token that calls to services carry."""

    user_id: str
    session_id: str
    name: str
    kind: str
    """`interne`, `mandataire` or `staff`."""
    intern_id: str
    """Whose amphi this person sees: one's own, or that of whoever gave the procuration; staff: empty."""
    roles: frozenset[str]
    token: str
    renew_at: datetime
    expires_at: datetime

    @property
    def mandataire_id(self) -> str:
        """Who this is, where it is a mandataire; else empty."""
        return self.user_id if self.kind == "mandataire" else ""


class Sessions:
    """The sessions that this process has seen; one object a process."""

    def __init__(self, login: LoginPort, clock: Clock) -> None:
        self._login = login
        self._clock = clock
        self._known: dict[str, LoggedIn] = {}
        self._ended: dict[str, datetime] = {}
        self._newest = 0
        self._lock = threading.Lock()
        self.on_end: Callable[[str], object] = lambda _session_id: None
        """Called with the id of each session that ended, to cut its sockets."""

    def find(self, secret: str) -> LoggedIn | None:
        """Return who holds this session, None where it ended; UNAVAILABLE where nobody can tell."""
        key = hashlib.sha256(secret.encode()).hexdigest()
        known = self._known.get(key)
        if known and known.session_id in self._ended:
            self._forget(key)
            return None
        now = self._clock.now()
        if known and now < known.renew_at:
            return known
        return self._renewed(key, secret, known, now)

    def opened(self, session: pb.OpenedSession) -> LoggedIn | None:
        """Keep the token that came with a log-in."""
        key = hashlib.sha256(session.secret.encode()).hexdigest()
        return self._keep(key, session.access, self._clock.now())

    def leave(self, secret: str) -> None:
        """End a session that this browser leaves, at identity too; its sockets are cut."""
        self._login.log_out(secret)
        known = self._known.get(hashlib.sha256(secret.encode()).hexdigest())
        if known:
            self._end(known.session_id)

    def look(self) -> None:
        """Ask identity which sessions ended since, refuse them and forget tokens out of date."""
        answer = self._login.ended_since(self._newest)
        for ended in answer.ended:
            self._end(ended.session_id)
        self._newest = max(self._newest, answer.newest)
        self._tidy()

    def is_ended(self, session_id: str) -> bool:
        """Tell whether a session is known to have ended."""
        return session_id in self._ended

    def _renewed(self, key: str, secret: str, known: LoggedIn | None, now: datetime) -> LoggedIn | None:
        try:
            return self._keep(key, self._login.exchange(secret), now)
        except DomainError as error:
            if error.kind is Kind.UNAUTHENTICATED:
                self._forget(key)
                return None
            if known and now < known.expires_at:
                return known
            raise

    def _keep(self, key: str, access: pb.AccessToken, now: datetime) -> LoggedIn | None:
        if access.session_id in self._ended:
            return None
        expires = access.expires_at.ToDatetime(tzinfo=UTC)
        known = LoggedIn(
            user_id=access.user_id,
            session_id=access.session_id,
            name=access.display_name,
            kind=access.kind,
            intern_id=access.intern_id,
            roles=frozenset(access.roles),
            token=access.token,
            renew_at=now + (expires - now) / 2,
            expires_at=expires,
        )
        with self._lock:
            self._known[key] = known
        return known

    def _forget(self, key: str) -> None:
        with self._lock:
            self._known.pop(key, None)

    def _end(self, session_id: str) -> None:
        if session_id in self._ended:
            return
        self._ended[session_id] = self._clock.now()
        self.on_end(session_id)

    def _tidy(self) -> None:
        now = self._clock.now()
        with self._lock:
            self._known = {key: known for key, known in self._known.items() if known.expires_at > now}
            self._ended = {each: at for each, at in self._ended.items() if now - at < REMEMBER_ENDED}
