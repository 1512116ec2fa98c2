"""Who may take which post (CHX-1…5, CHX-7, CHX-9)."""

from dataclasses import dataclass
from uuid import UUID

from services.postes.domain.offre import OffreAmphi
from services.postes.domain.poste import Poste
from services.postes.domain.refus import Refus
from services.postes.domain.type_choix import TypeChoix


@dataclass(frozen=True, slots=True)
class Candidat:
    """What matters of the intern: the DES, by its code, and how he or she chooses.

    `holder_seen` is the post's holder whom session has found behind this intern in the call list (CHX-4).
    """

    des: str
    type_choix: TypeChoix = TypeChoix.CLASSIQUE
    holder_seen: UUID | None = None


@dataclass(frozen=True, slots=True)
class Occupation:
    """Who is there already.

    `holder`: from whichever amphi of the stock (CHX-9), never one in surnombre (CHX-5).
    `surnombres_du_service`: of both kinds, in the whole ward.
    """

    holder: UUID | None = None
    surnombres_du_service: int = 0


def closed_to(
    candidat: Candidat, poste: Poste | None, offre: OffreAmphi, occupation: Occupation
) -> Refus | None:
    """Why this post is closed to this intern in this amphi, or None if it may be taken."""
    if poste is None or not poste.offered_in(offre):
        return Refus.HORS_OFFRE
    if not poste.publie:
        return Refus.NON_PUBLIE
    held = _held_against(candidat, occupation.holder)
    if held is not None:
        return held
    if poste.reserve and poste.des != candidat.des:
        return Refus.RESERVE
    if candidat.type_choix.surnombre and offre.full(occupation.surnombres_du_service):
        return Refus.SURNOMBRES_COMPLETS
    return None


def _held_against(candidat: Candidat, holder: UUID | None) -> Refus | None:
    """Whether the holder is in the way: always (CHX-1), never (CHX-3), or unless seen behind (CHX-4)."""
    match candidat.type_choix:
        case TypeChoix.SURNOMBRE_NON_VALIDANT:
            return None
        case TypeChoix.SURNOMBRE_VALIDANT:
            return None if holder in {None, candidat.holder_seen} else Refus.PRIS_DEVANT
        case TypeChoix.CLASSIQUE:
            return None if holder is None else Refus.POURVU


def settle_refusal(closed: Refus | None, *, tour_servi: bool, deja_affecte: bool) -> Refus | None:
    """The answer to a Settle: one turn one place, one intern one affectation (CHX-7), then the post."""
    if tour_servi:
        return Refus.TOUR_SERVI
    if deja_affecte:
        return Refus.DEJA_AFFECTE
    return closed
