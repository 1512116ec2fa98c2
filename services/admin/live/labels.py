"""How posts are called in the control room: établissement and ward, fetched once an offer.

A post that is added while an amphi runs (ADM-8) is unknown here: it is asked for, at most every ten seconds.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from chassis.errors import DomainError, Kind

KEEP_SECONDS: Final = 600.0
RETRY_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class _Kept:
    """`soon`: when to ask again where a number is missing; `late`: when in any case."""

    soon: float = 0.0
    late: float = 0.0
    labels: Mapping[int, str] = field(default_factory=dict)


class PosteLabels:
    """By offer, number → « NECKER – Pharmacie clinique »."""

    def __init__(self, fetch: Callable[[str], dict[int, str]]) -> None:
        self._fetch = fetch
        self._kept: dict[str, _Kept] = {}

    def of(self, offer_id: str, numeros: Collection[int] = ()) -> Mapping[int, str]:
        """Give what is known of an offer, with these numbers if they can be had now."""
        kept, now = self._kept.get(offer_id, _Kept()), monotonic()
        known = kept.labels.keys() >= set(numeros)
        if now < (kept.late if known else kept.soon):
            return kept.labels
        try:
            found: Mapping[int, str] = self._fetch(offer_id)
            self._kept[offer_id] = _Kept(now + RETRY_SECONDS, now + KEEP_SECONDS, found)
        except DomainError as error:
            if error.kind not in (Kind.UNAVAILABLE, Kind.NOT_FOUND):
                raise
            self._kept[offer_id] = _Kept(now + RETRY_SECONDS, now + RETRY_SECONDS, kept.labels)
        return self._kept[offer_id].labels
