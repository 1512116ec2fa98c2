"""Mailed links: single use, for a while only (INS-4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class LinkKind(StrEnum):
    """What a link is for; part of what its signature covers."""

    CONFIRMATION = "confirmation"
    PROCURATION = "procuration"


LIFETIMES = {LinkKind.CONFIRMATION: timedelta(hours=24), LinkKind.PROCURATION: timedelta(days=7)}
TICKET_LIFETIME = timedelta(hours=1)  # from a recognised declaration to the last mail asked for
MOST_MAILS_AN_HOUR = 5
MOST_FAILURES_PER_LINK = 10


class LinkState(StrEnum):
    """Why a link does or doesn't work."""

    GOOD = "good"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class MailLink:
    """One link as stored; its token is never stored, it is computed from the id.

    `procuration_id`: which procuration it accepts; None for other links.
    """

    id: UUID
    kind: LinkKind
    intern_id: UUID
    email: str
    expires_at: datetime
    used_at: datetime | None = None
    failures: int = 0
    procuration_id: UUID | None = None

    def state(self, now: datetime) -> LinkState:
        """A used link says so even when its time is over too; one tried too often counts as used."""
        if self.used_at is not None or self.failures >= MOST_FAILURES_PER_LINK:
            return LinkState.USED
        return LinkState.GOOD if now < self.expires_at else LinkState.EXPIRED


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a recognised declaration gives: the right to name an e-mail and have mails sent, for an hour."""

    id: UUID
    intern_id: UUID
    expires_at: datetime


def allows_a_mail(mails_in_the_hour: int) -> bool:
    """Of one intern's tickets, or procurations, together: nobody's mailbox is filled (SEC-4)."""
    return mails_in_the_hour < MOST_MAILS_AN_HOUR
