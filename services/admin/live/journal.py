"""The newest decisions of the amphis that are watched, kept so that each is fetched once."""

import threading
from collections import deque
from collections.abc import Callable

from dci.session.v1.session_pb2 import Decision

KEPT = 60


class Journals:
    """By amphi, the last `KEPT` decisions."""

    def __init__(self, since: Callable[[str, int], list[Decision]]) -> None:
        self._since = since
        self._known: dict[str, deque[Decision]] = {}
        self._lock = threading.Lock()

    def upto(self, amphi_id: str, number: int) -> list[Decision]:
        """Give the last decisions, the newest first, once `number` is among them."""
        with self._lock:
            known = self._known.setdefault(amphi_id, deque(maxlen=KEPT))
        last = known[-1].seq if known else max(0, number - KEPT)
        if last < number:
            self._add(known, self._since(amphi_id, last))
        return list(reversed(known))

    def forget(self, watched: frozenset[str]) -> None:
        """Keep only the amphis that are watched."""
        with self._lock:
            self._known = {each: found for each, found in self._known.items() if each in watched}

    def _add(self, known: deque[Decision], decisions: list[Decision]) -> None:
        with self._lock:
            for decision in decisions:
                if not known or decision.seq > known[-1].seq:
                    known.append(decision)
