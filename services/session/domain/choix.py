"""A choice on its way between session and postes (architecture, decision 4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Choix:
    """A choice that was received in time and that postes has not answered yet.

    `elapsed` is what the turn's clock read at `received_at`: a refusal sets it back to that (ENG-3).
    """

    choice_id: UUID
    turn_id: UUID
    intern_id: UUID
    rang_appel: int
    numero: int
    received_at: datetime
    elapsed: timedelta


@dataclass(frozen=True, slots=True)
class Accepted:
    """postes gave the place."""


@dataclass(frozen=True, slots=True)
class Refused:
    """postes could not give the place; `code` is its reason."""

    code: str


Answer = Accepted | Refused


@dataclass(frozen=True, slots=True)
class Settle:
    """Before anything else, this choice has to be settled with postes.

    `decide` returns it for a choice that is admitted now, and wherever an unanswered one must be finished.
    """

    choix: Choix
