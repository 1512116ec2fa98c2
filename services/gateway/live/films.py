"""Films of finished amphis (SIM-2), made when first asked for; a few are remembered, the record has all."""

import threading
from collections.abc import Callable
from typing import Any, Final

from chassis.errors import DomainError, Kind
from chassis.live.film import film_of
from chassis.live.hub import LiveHub
from dci.session.v1 import session_pb2 as pb

MOST_KEPT: Final = 4


class AmphiPasTermine(DomainError):
    """A film has an end."""

    code = "amphi_pas_termine"
    kind = Kind.CONFLICT
    text = "Cet amphi n’est pas terminé : suivez-le en direct, vous pourrez le revoir ensuite."


class Films:
    """One maker a process, one film at a time: who asks meanwhile waits for the same."""

    def __init__(self, hub: LiveHub, decisions_since: Callable[[str, int], list[pb.Decision]]) -> None:
        self._hub = hub
        self._decisions_since = decisions_since
        self._made: dict[tuple[str, int], dict[str, Any]] = {}
        self._lock = threading.Lock()

    def of(self, amphi_id: str) -> dict[str, Any]:
        """The film, as the page gets it; `AmphiPasTermine`, and what `LiveHub.public` refuses."""
        board = self._hub.public(amphi_id)
        amphi = board.snapshot.state
        if amphi["amphi"]["etat"] != "termine":
            raise AmphiPasTermine
        key = (amphi_id, board.number)
        with self._lock:
            if key not in self._made:
                offre = self._hub.offer(amphi["amphi"]["offer_id"]).snapshot.state
                while len(self._made) >= MOST_KEPT:
                    del self._made[next(iter(self._made))]
                self._made[key] = film_of(amphi_id, amphi, offre, self._record(amphi_id)).wire()
            return self._made[key]

    def _record(self, amphi_id: str) -> list[pb.Decision]:
        record: list[pb.Decision] = []
        while piece := self._decisions_since(amphi_id, record[-1].seq if record else 0):
            record += piece
        return record
