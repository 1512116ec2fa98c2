"""How long people stay logged in: interns over an amphi's day, staff shortly (ADM-1, CNX-3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """Whose session; the `kind` of user tokens."""

    INTERNE = "interne"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Lifetime:
    """`idle`: without any exchange; `whole`: in any case."""

    idle: timedelta
    whole: timedelta


LIFETIMES = {
    Kind.INTERNE: Lifetime(idle=timedelta(hours=12), whole=timedelta(days=7)),
    Kind.STAFF: Lifetime(idle=timedelta(hours=1), whole=timedelta(hours=10)),
}
TOKEN_LIFETIME = timedelta(minutes=30)


def ends_at(kind: Kind, created_at: datetime, seen_at: datetime) -> datetime:
    """The first instant at which the session is over, unless it is used before."""
    lifetime = LIFETIMES[kind]
    return min(created_at + lifetime.whole, seen_at + lifetime.idle)


def token_ends_at(kind: Kind, created_at: datetime, now: datetime) -> datetime:
    """A token never outlives its session's whole life."""
    return min(now + TOKEN_LIFETIME, created_at + LIFETIMES[kind].whole)
