"""How posts are called in the control room: établissement and ward, fetched once an offer."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Final

from chassis.errors import DomainError, Kind

KEEP_SECONDS: Final = 600.0
RETRY_SECONDS: Final = 10.0


class PosteLabels:
    """By offer, number → « NECKER – Pharmacie clinique »."""

    def __init__(self, fetch: Callable[[str], dict[int, str]]) -> None:
        self._fetch = fetch
        self._kept: dict[str, tuple[float, Mapping[int, str]]] = {}

    def of(self, offer_id: str) -> Mapping[int, str]:
        """Give what is known of an offer; nothing where postes is away, numbers are enough then."""
        until, kept = self._kept.get(offer_id, (0.0, {}))
        now = monotonic()
        if now < until:
            return kept
        try:
            found: Mapping[int, str] = self._fetch(offer_id)
            self._kept[offer_id] = (now + KEEP_SECONDS, found)
        except DomainError as error:
            if error.kind not in (Kind.UNAVAILABLE, Kind.NOT_FOUND):
                raise
            self._kept[offer_id] = (now + RETRY_SECONDS, kept)
        return self._kept[offer_id][1]
