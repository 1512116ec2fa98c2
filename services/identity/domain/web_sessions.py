"""How long people stay logged in: interns over an amphi's day, staff shortly (ADM-1, CNX-3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """Whose session; the `kind` of user tokens."""

    INTERNE = "interne"
    MANDATAIRE = "mandataire"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Lifetime:
    """`idle`: without any exchange; `whole`: in any case."""

    idle: timedelta
    whole: timedelta


LIFETIMES = {
    Kind.INTERNE: Lifetime(idle=timedelta(hours=12), whole=timedelta(days=7)),
    Kind.MANDATAIRE: Lifetime(idle=timedelta(hours=12), whole=timedelta(days=7)),
    Kind.STAFF: Lifetime(idle=timedelta(hours=1), whole=timedelta(hours=10)),
}
TOKEN_LIFETIME = timedelta(minutes=30)
ENDED_KEPT = timedelta(minutes=35)  # a token lives 30 minutes; after that nobody needs to be told


def ends_at(kind: Kind, created_at: datetime, seen_at: datetime) -> datetime:
    """The first instant at which the session is over, unless it is used before."""
    lifetime = LIFETIMES[kind]
    return min(created_at + lifetime.whole, seen_at + lifetime.idle)


@dataclass(frozen=True, slots=True)
class WebSession:
    """Somebody logged in on one device. Its secret lies in the cookie; the database has its hash."""

    id: UUID
    kind: Kind
    user_id: UUID
    address: str
    device: str
    created_at: datetime
    seen_at: datetime
    ended: bool = False

    def is_alive(self, now: datetime) -> bool:
        """Neither ended nor left unused for too long."""
        return not self.ended and now < self.expires_at

    @property
    def expires_at(self) -> datetime:
        """When it is over, unless it is used before."""
        return ends_at(self.kind, self.created_at, self.seen_at)


@dataclass(frozen=True, slots=True)
class EndedSession:
    """A session that was ended before its time; `number` has no gap and grows in the order of commits."""

    number: int
    session_id: UUID
