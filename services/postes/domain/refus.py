"""Why a post cannot be had: a stable code and the words an intern reads (TRN-4)."""

from enum import StrEnum


class Refus(StrEnum):
    """The reasons, each with its `texte`."""

    HORS_OFFRE = "poste_hors_offre"
    NON_PUBLIE = "poste_non_publie"
    POURVU = "poste_pourvu"
    RESERVE = "poste_reserve"
    DEJA_AFFECTE = "deja_affecte"
    TOUR_SERVI = "tour_servi"

    @property
    def texte(self) -> str:
        """What to tell the intern."""
        return _TEXTES[self]


_TEXTES = {
    Refus.HORS_OFFRE: "Ce poste n’est pas offert dans votre amphi. Choisissez parmi les postes de la liste.",
    Refus.NON_PUBLIE: "Ce poste n’est pas publié par l’ARS. Choisissez parmi les postes de la liste.",
    Refus.POURVU: "Ce poste vient d’être pris. Choisissez-en un autre : votre tour continue.",
    Refus.RESERVE: "Ce poste est réservé aux internes d’un autre DES. Choisissez-en un autre.",
    Refus.DEJA_AFFECTE: "Vous avez déjà une affectation pour ce semestre.",
    Refus.TOUR_SERVI: "Un poste a déjà été attribué pendant ce tour.",
}
