"""An intern's own turn; whoever has none reads the true cause, and what is still possible (TRN-4)."""

from services.session.domain.amphi import MISSED, Amphi, Cause, Etat, Passage, Phase, Who
from services.session.domain.deciding.common import require_started
from services.session.domain.refusals import (
    AbsencePrevue,
    AmphiTermine,
    NoteAbsent,
    PasVotreTour,
    ProcurationDonnee,
    ProcurationTerminee,
    Refusal,
    RienARendre,
    TempsEcoule,
    TourPasse,
    TourRendu,
    VousAvezChoisi,
    VousEtesAffecte,
)
from services.session.domain.turn import Turn

RETURN_POSSIBLE = "Tant que l’amphi dure, vous pouvez encore choisir : demandez à passer."
ONLY_BY_ARS = "Vos retours sont utilisés : appelez l’ARS, qui peut encore vous remettre dans la file."


def require_chooser(amphi: Amphi, passage: Passage, who: Who) -> None:
    """The intern, or the mandataire while there is a procuration; nobody else (ENG-6, PRC-1).

    An intern who has no turn to come reads that: to take the procuration back would not help.
    """
    if passage.chooser == who:
        return
    _, mandataire_id = who
    if mandataire_id is not None:
        raise ProcurationTerminee
    refuse_who_has_no_turn_to_come(amphi, passage)
    raise ProcurationDonnee


def turn_to_choose_in(amphi: Amphi, passage: Passage) -> Turn:
    """The intern's turn, under way."""
    _require_running(amphi, passage)
    if passage.etat in MISSED:
        raise _why_missed(amphi, passage)
    return _turn_of(amphi, passage)


def turn_to_give_up(amphi: Amphi, passage: Passage) -> Turn:
    """The same, for whoever renounces (TRN-8)."""
    _require_running(amphi, passage)
    if passage.etat in MISSED:
        raise RienARendre(suite=what_is_left(amphi, passage))
    return _turn_of(amphi, passage)


def time_is_over(amphi: Amphi, passage: Passage) -> Refusal:
    """Too late for this turn (ENG-3)."""
    return TempsEcoule(suite=what_is_left(amphi, passage))


def refuse_who_has_no_turn_to_come(amphi: Amphi, passage: Passage) -> None:
    """Whoever has a post, or is recorded as absent, has no turn to come; after the end nobody has."""
    if passage.etat is Etat.A_CHOISI:
        raise VousAvezChoisi
    if passage.etat is Etat.AFFECTE:
        raise VousEtesAffecte
    if amphi.phase is Phase.TERMINE:
        raise AmphiTermine
    if passage.etat is Etat.ABSENCE_PREVUE:
        raise AbsencePrevue


def what_is_left(amphi: Amphi, passage: Passage) -> str:
    """Whether somebody whose turn is missed comes back by the button, or by ARS only (ENG-5)."""
    return RETURN_POSSIBLE if passage.retours < amphi.settings.retours_max else ONLY_BY_ARS


def _require_running(amphi: Amphi, passage: Passage) -> None:
    refuse_who_has_no_turn_to_come(amphi, passage)
    require_started(amphi)


def _turn_of(amphi: Amphi, passage: Passage) -> Turn:
    if amphi.turn is None or amphi.turn.intern_id != passage.intern_id:
        raise PasVotreTour
    return amphi.turn


def _why_missed(amphi: Amphi, passage: Passage) -> Refusal:
    left = what_is_left(amphi, passage)
    match passage.etat, passage.manque:
        case Etat.ABSENT, Cause.ARS:
            return NoteAbsent(suite=left)
        case _, Cause.ARS:
            return TourPasse(suite=left)
        case _, Cause.RENONCE:
            return TourRendu(suite=left)
        case _:
            return time_is_over(amphi, passage)
