"""Who is connected here, told to session each second (decision 11, LIV-3).

Changes each second, the whole list every 10 s and after any failed call. A client that polls instead of
holding a socket counts for `POLL_SECONDS` after each question.
"""

import threading
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Final, NamedTuple

from chassis.errors import DomainError
from chassis.web.sessions import LoggedIn
from dci.session.v1 import session_pb2 as pb

FULL_EVERY: Final = 10.0
POLL_SECONDS: Final = 10.0


class Place(NamedTuple):
    """An intern in an amphi; `mandataire_id` where it is the mandataire who is there (LIV-3)."""

    amphi_id: str
    intern_id: str
    mandataire_id: str = ""


def place(amphi_id: str, person: LoggedIn) -> Place:
    """Where this person is, and for whom."""
    return Place(amphi_id, person.intern_id, person.mandataire_id)


class PresenceReporter:
    """Counts sockets and polls by place; `tell` is session's Presence and returns whether it wants all."""

    def __init__(
        self,
        tell: Callable[[pb.PresenceRequest], bool],
        pod: str,
        boot: str,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._tell = tell
        self._pod = pod
        self._boot = boot
        self._now = now
        self._sockets: Counter[Place] = Counter()
        self._polls: dict[Place, float] = {}
        self._told: frozenset[Place] = frozenset()
        self._n = 0
        self._full_at: float | None = None
        self._lock = threading.Lock()

    def joined(self, place: Place) -> None:
        """One more socket of this intern in this amphi."""
        with self._lock:
            self._sockets[place] += 1

    def left(self, place: Place) -> None:
        """One less."""
        with self._lock:
            self._sockets[place] -= 1
            if self._sockets[place] <= 0:
                del self._sockets[place]

    def polled(self, place: Place) -> None:
        """Somebody without a socket asked for news."""
        with self._lock:
            self._polls[place] = self._now()

    def here(self) -> frozenset[Place]:
        """Every intern, or mandataire, who is connected here now: staff have no place in an amphi."""
        oldest = self._now() - POLL_SECONDS
        with self._lock:
            self._polls = {place: at for place, at in self._polls.items() if at > oldest}
            return frozenset(place for place in (*self._sockets, *self._polls) if place.intern_id)

    def report(self) -> None:
        """Tell session what changed, or everything where it is time; called each second."""
        here, now = self.here(), self._now()
        full = self._full_at is None or now - self._full_at >= FULL_EVERY
        if here == self._told and not full:
            return
        self._n += 1
        joined = here if full else here - self._told
        request = pb.PresenceRequest(
            pod=self._pod,
            boot=self._boot,
            n=self._n,
            full=full,
            joined=_listed(joined),
            left=[] if full else _listed(self._told - here),
        )
        try:
            full_wanted = self._tell(request)
        except DomainError:
            self._full_at = None
            raise
        self._told = here
        self._full_at = None if full_wanted else (now if full else self._full_at)


def _listed(places: frozenset[Place]) -> list[pb.Presence]:
    return [
        pb.Presence(amphi_id=each.amphi_id, intern_id=each.intern_id, mandataire_id=each.mandataire_id)
        for each in sorted(places)
    ]
