"""Who may take which post (CHX-1, CHX-2, CHX-7, CHX-9), for a classique choice."""

from dataclasses import dataclass

from services.postes.domain.offre import OffreAmphi
from services.postes.domain.poste import Poste
from services.postes.domain.refus import Refus


@dataclass(frozen=True, slots=True)
class Candidat:
    """What matters of the intern: the DES, by its code."""

    des: str


def closed_to(candidat: Candidat, poste: Poste | None, offre: OffreAmphi, *, pourvu: bool) -> Refus | None:
    """Why this post is closed to this intern in this amphi, or None if it may be taken.

    `pourvu` says that somebody holds the post, from whichever amphi of the stock (CHX-9).
    """
    if poste is None or not poste.offered_in(offre):
        return Refus.HORS_OFFRE
    if not poste.publie:
        return Refus.NON_PUBLIE
    if pourvu:
        return Refus.POURVU
    if poste.reserve and poste.des != candidat.des:
        return Refus.RESERVE
    return None


def settle_refusal(closed: Refus | None, *, tour_servi: bool, deja_affecte: bool) -> Refus | None:
    """The answer to a Settle: one turn one place, one intern one affectation (CHX-7), then the post."""
    if tour_servi:
        return Refus.TOUR_SERVI
    if deja_affecte:
        return Refus.DEJA_AFFECTE
    return closed
