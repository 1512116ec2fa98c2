"""The keys that sign users' tokens, and when they rotate (decision 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SIGNS_FOR = timedelta(days=7)
KEPT_AFTER = timedelta(hours=1)  # longer than any token lives


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key pair; the private part is encrypted at rest (SEC-2)."""

    id: str
    private: bytes
    public_pem: str
    created_at: datetime


def signing(keys: Sequence[SigningKey], now: datetime) -> SigningKey | None:
    """The key that signs now: the newest, or None when it is time for another."""
    newest = max(keys, key=lambda key: (key.created_at, key.id), default=None)
    return newest if newest is not None and now < newest.created_at + SIGNS_FOR else None


def is_needed(key: SigningKey, now: datetime) -> bool:
    """Whether tokens that this key signed may still be alive."""
    return now < key.created_at + SIGNS_FOR + KEPT_AFTER
