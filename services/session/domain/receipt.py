"""What a receipt says, whom a decision gives a post, and when another key signs (ENG-8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from services.session.domain.codec import canonical
from services.session.domain.record import Decision

GIVES_POSTS: Final = frozenset({"chosen", "placed", "corrected"})
"""Types of decisions that give posts: their payload has received_at; it, or objects in its lists, have
intern_id and numero."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`content` is the canonical JSON that `signature` is of."""

    amphi_id: UUID
    seq: int
    intern_id: UUID
    key_id: str
    content: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class ReceiptKey:
    """An Ed25519 key; `private` is encrypted, and None once another one signs: `until` says since when."""

    id: str
    public: bytes
    private: bytes | None
    since: datetime
    until: datetime | None = None

    def is_due(self, now: datetime, period: timedelta) -> bool:
        """Whether another one should sign by now."""
        return now >= self.since + period


def posts_given(decision: Decision) -> list[tuple[UUID, int]]:
    """(intern, post), for each intern of this amphi to whom the decision gives one.

    A correction may exchange posts with another amphi: that one has the same decision, and signs its own.
    """
    if decision.type not in GIVES_POSTS:
        return []
    here = str(decision.amphi_id)
    parts = [
        part
        for part in _objects(decision.payload)
        if "intern_id" in part and "numero" in part and part.get("amphi_id", here) == here
    ]
    return [(UUID(part["intern_id"]), part["numero"]) for part in parts]


def content(decision: Decision, intern_id: UUID, numero: int, key_id: str) -> str:
    """The text that is signed; `at` is when what gave the post was received (ENG-3, decision 4)."""
    return canonical(
        {
            "amphi_id": str(decision.amphi_id),
            "seq": decision.seq,
            "hash": decision.hash,
            "intern_id": str(intern_id),
            "numero": numero,
            "at": decision.payload["received_at"],
            "key_id": key_id,
        }
    )


def _objects(payload: Any) -> Iterator[dict[str, Any]]:
    yield payload
    for value in payload.values():
        if isinstance(value, list):
            yield from (part for part in value if isinstance(part, dict))
