"""Why a post cannot be had: a stable code, and words that say what is still possible (TRN-4)."""

from enum import StrEnum


class Refus(StrEnum):
    """The reasons, each with its words."""

    HORS_OFFRE = "poste_hors_offre"
    NON_PUBLIE = "poste_non_publie"
    POURVU = "poste_pourvu"
    PRIS_DEVANT = "poste_pris_devant"
    RESERVE = "poste_reserve"
    SURNOMBRES_COMPLETS = "surnombres_complets"
    DEJA_AFFECTE = "deja_affecte"
    TOUR_SERVI = "tour_servi"
    AUTRE_AFFECTATION = "autre_affectation"

    @property
    def texte(self) -> str:
        """What to tell the intern, or the mandataire."""
        return _TEXTES[self]

    @property
    def texte_ars(self) -> str:
        """What to tell ARS, who places and corrects (CHX-6, CHX-8)."""
        return _TEXTES_ARS[self]


_TEXTES = {
    Refus.HORS_OFFRE: (
        "Ce poste n’est pas offert dans votre amphi. Choisissez parmi les postes de la liste :"
        " votre tour continue."
    ),
    Refus.NON_PUBLIE: (
        "Ce poste n’est pas publié par l’ARS. Choisissez parmi les postes de la liste : votre tour continue."
    ),
    Refus.POURVU: "Ce poste vient d’être pris. Choisissez-en un autre : votre tour continue.",
    Refus.PRIS_DEVANT: (
        "Ce poste est pris par un interne classé devant vous, ou dans un autre amphi du groupe. Choisissez un"
        " poste libre, ou pris par un interne classé derrière vous : votre tour continue."
    ),
    Refus.RESERVE: (
        "Ce poste est réservé aux internes d’un autre DES. Choisissez-en un autre : votre tour continue."
    ),
    Refus.SURNOMBRES_COMPLETS: (
        "Ce service a déjà tous les surnombres que l’ARS y admet. Choisissez un poste d’un autre service :"
        " votre tour continue."
    ),
    Refus.DEJA_AFFECTE: (
        "Vous avez déjà une affectation pour ce semestre : vous la trouvez dans"
        " « Mes affectations et attestations »."
    ),
    Refus.TOUR_SERVI: (
        "Un poste a déjà été attribué pendant ce tour : vous le trouvez dans"
        " « Mes affectations et attestations »."
    ),
    Refus.AUTRE_AFFECTATION: (
        "Votre affectation a changé entre-temps : rien n’a été fait. Vous la trouvez dans"
        " « Mes affectations et attestations »."
    ),
}

_TEXTES_ARS = {
    Refus.HORS_OFFRE: "Ce poste n’est pas offert dans cet amphi. Choisissez parmi les postes de son offre.",
    Refus.NON_PUBLIE: "Ce poste n’est pas publié. Publiez-le, ou choisissez-en un autre.",
    Refus.POURVU: "Ce poste est pourvu. Choisissez-en un autre.",
    Refus.PRIS_DEVANT: (
        "Ce poste est pris par un interne classé devant celui-ci, ou dans un autre amphi du groupe."
        " Choisissez un poste libre, ou pris par un interne classé derrière."
    ),
    Refus.RESERVE: (
        "Ce poste est réservé aux internes d’un autre DES. Choisissez-en un autre, ou levez la réservation."
    ),
    Refus.SURNOMBRES_COMPLETS: (
        "Ce service a tous les surnombres que l’amphi admet. Choisissez un autre service."
    ),
    Refus.DEJA_AFFECTE: (
        "Cet interne a déjà une affectation pour ce semestre. Pour la changer, proposez une correction."
    ),
    Refus.TOUR_SERVI: (
        "Un poste a déjà été attribué pendant ce tour. Pour le changer, proposez une correction."
    ),
    Refus.AUTRE_AFFECTATION: (
        "Un interne ne tient plus le poste que la correction remplace : rien n’a été changé. Relisez les"
        " affectations, puis proposez une nouvelle correction."
    ),
}
