"""The list of affectations as asked a moment ago: however many have it open, postes is asked once (AFF-1).

They ask again every few seconds, while postes has places to give.
"""

import threading
from collections.abc import Callable
from typing import Final

from cachetools import TTLCache

from chassis.web.login import current_person
from dci.postes.v1.postes_pb2 import ListAffectationsRequest, ListAffectationsResponse

SECONDS: Final = 2.0
MOST_KEPT: Final = 500


class RecentAffectations:
    """Answers to one question of one kind of viewer: postes projects names for each (PUB-3)."""

    def __init__(self, ask: Callable[[ListAffectationsRequest], ListAffectationsResponse]) -> None:
        self._ask = ask
        self._kept: TTLCache[tuple[str, bytes], ListAffectationsResponse] = TTLCache(MOST_KEPT, SECONDS)
        self._lock = threading.Lock()

    def page(self, request: ListAffectationsRequest) -> ListAffectationsResponse:
        """A page of the list, two seconds old at most; what postes refuses is not kept."""
        person = current_person()
        key = (person.kind if person else "", request.SerializeToString(deterministic=True))
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = self._ask(request)
            with self._lock:
                self._kept[key] = kept
        return kept
