"""Choices, placements and corrections on their way between session and postes (architecture, decision 4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.session.domain.droits import Par, TypeChoix


@dataclass(frozen=True, slots=True)
class Choix:
    """A choice that was received in time and that postes has not answered yet.

    `elapsed` is what the turn's clock read at `received_at`: a refusal sets it back to that (ENG-3).
    `mandataire_id`: the mandataire who chose, or who could when the choice was dictated to ARS (PRC-5).
    `holder_seen` holds the post and stands behind in the call list: a surnombre validant may join (CHX-4).
    """

    choice_id: UUID
    turn_id: UUID
    intern_id: UUID
    rang_appel: int
    numero: int
    received_at: datetime
    elapsed: timedelta
    type_choix: TypeChoix = TypeChoix.CLASSIQUE
    par: Par = Par.INTERNE
    holder_seen: UUID | None = None
    mandataire_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """An intern whom ARS gives a post outside the choice (CHX-8), and whom postes has not answered yet."""

    placement_id: UUID
    intern_id: UUID
    rang_appel: int
    numero: int
    received_at: datetime
    reason_hash: str


@dataclass(frozen=True, slots=True)
class Echange:
    """One line of a correction: this intern has `numero` instead of `before`."""

    amphi_id: UUID
    intern_id: UUID
    rang_appel: int
    before: int
    numero: int


@dataclass(frozen=True, slots=True)
class Correction:
    """Confirmed choices that ARS corrects together (CHX-6), and that postes has not answered yet.

    `proposed_by` and `approved_by` are two persons, as the log names staff.
    """

    correction_id: UUID
    lines: tuple[Echange, ...]
    received_at: datetime
    reason_hash: str
    proposed_by: str
    approved_by: str


Asked = Choix | Placement | Correction


@dataclass(frozen=True, slots=True)
class Accepted:
    """postes did it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """postes could not; `code` is its reason."""

    code: str


Answer = Accepted | Refused


@dataclass(frozen=True, slots=True)
class Settle:
    """Before anything else, this has to be settled with postes.

    `decide` returns it for what is admitted now, and wherever an unanswered choice must be finished.
    """

    asked: Asked
