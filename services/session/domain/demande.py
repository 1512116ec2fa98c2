"""The whole question that postes is asked, as judged when it was received (decision 4).

Stored with the command and repeated word for word until postes has answered.
"""

from dataclasses import dataclass
from uuid import UUID

from services.session.domain.choix import Asked, Choix, Correction, Placement


@dataclass(frozen=True, slots=True)
class Demande:
    """About a choice. `surnombres_max`: what its ward admits in this amphi (CHX-5)."""

    amphi_id: UUID
    offer_id: str
    regimes: tuple[str, ...]
    des_code: str
    choix: Choix
    surnombres_max: int | None = None


@dataclass(frozen=True, slots=True)
class DemandePlacement:
    """About a placement by ARS (CHX-8)."""

    amphi_id: UUID
    offer_id: str
    regimes: tuple[str, ...]
    des_code: str
    placement: Placement


@dataclass(frozen=True, slots=True)
class Concerne:
    """What postes has to know of an intern whose choice is corrected; `surnombres_max` as in `Demande`."""

    amphi_id: UUID
    intern_id: UUID
    regimes: tuple[str, ...]
    des_code: str
    surnombres_max: int | None = None


@dataclass(frozen=True, slots=True)
class DemandeCorrection:
    """About a correction (CHX-6); `amphi_id` is the amphi in which it was approved."""

    amphi_id: UUID
    offer_id: str
    correction: Correction
    concernes: tuple[Concerne, ...]


Question = Demande | DemandePlacement | DemandeCorrection


def asked_in(question: Question) -> Asked:
    """What the question is about, as the engine knows it."""
    match question:
        case Demande():
            return question.choix
        case DemandePlacement():
            return question.placement
        case DemandeCorrection():
            return question.correction


def id_of(question: Question) -> UUID:
    """Under which postes answers once."""
    match question:
        case Demande():
            return question.choix.choice_id
        case DemandePlacement():
            return question.placement.placement_id
        case DemandeCorrection():
            return question.correction.correction_id


def turn_in(question: Question) -> UUID | None:
    """The turn that waits for the answer, if one does."""
    return question.choix.turn_id if isinstance(question, Demande) else None


def interns_in(question: Question) -> frozenset[UUID]:
    """Who gets no turn before the answer: whom ARS places or corrects (decision 5)."""
    match question:
        case Demande():
            return frozenset()
        case DemandePlacement():
            return frozenset({question.placement.intern_id})
        case DemandeCorrection():
            return frozenset(line.intern_id for line in question.correction.lines)
