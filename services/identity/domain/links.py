"""Mailed links: single use, for a while only (INS-4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class LinkKind(StrEnum):
    """What a link is for; part of what its signature covers."""

    CONFIRMATION = "confirmation"


LIFETIMES = {LinkKind.CONFIRMATION: timedelta(hours=24)}
TICKET_LIFETIME = timedelta(
    hours=2
)  # from a recognised declaration to the e-mail typed twice, and sending again
MOST_MAILS_PER_TICKET = 5


class LinkState(StrEnum):
    """Why a link does or doesn't work."""

    GOOD = "good"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class MailLink:
    """One link as stored; its token is never stored, it is computed from the id."""

    id: UUID
    kind: LinkKind
    intern_id: UUID
    email: str
    expires_at: datetime
    used_at: datetime | None

    def state(self, now: datetime) -> LinkState:
        """A used link says so even when its time is over too."""
        if self.used_at is not None:
            return LinkState.USED
        return LinkState.GOOD if now < self.expires_at else LinkState.EXPIRED
