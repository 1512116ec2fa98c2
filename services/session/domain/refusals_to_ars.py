"""Why ARS cannot place, put back or correct (CHX-6, CHX-8); and common refusals in words for ARS (ADM-9)."""

from collections.abc import Mapping
from typing import Final

from services.session.domain.refusals import (
    AmphiEnPause,
    AmphiGele,
    AmphiPasCommence,
    AmphiTermine,
    PasDansLAmphi,
    Refusal,
    TempsEcoule,
)


class AffectationsFaites(Refusal):
    """A validation is not taken back once ARS has placed somebody: the place is given (CHX-8)."""

    code = "affectations_faites"
    text = "L’ARS a déjà affecté des internes dans cet amphi : il ne peut plus revenir à l’état de brouillon."


class DejaUnPoste(Refusal):
    """Whoever has a post gets another one by a correction only (CHX-6)."""

    code = "deja_un_poste"
    text = "L’interne de rang {rang_appel} a déjà un poste : pour le changer, proposez une correction."


class CestSonTour(Refusal):
    """During a turn the choice is made, or dictated (ADM-9)."""

    code = "c_est_son_tour"
    text = (
        "C’est le tour de l’interne de rang {rang_appel} : enregistrez le choix qu’il vous dicte, "
        "ou attendez la fin du tour."
    )


class DejaDansLaFile(Refusal):
    """Only who missed a turn, or is recorded as absent, is put back (ENG-5)."""

    code = "deja_dans_la_file"
    text = (
        "L’interne de rang {rang_appel} n’a pas manqué son tour : il est dans la file, "
        "et sera appelé à son tour."
    )


class InterventionEnCours(Refusal):
    """An intern's placement or correction waits for postes."""

    code = "intervention_en_cours"
    text = "Une affectation ou une correction du rang {rang_appel} est déjà en route : attendez sa réponse."


class PasDePoste(Refusal):
    """Only a post that somebody has can be corrected."""

    code = "pas_de_poste"
    text = "L’interne de rang {rang_appel} n’a pas de poste : il n’y a rien à corriger."


class AutrePoste(Refusal):
    """The correction was written for another situation."""

    code = "autre_poste"
    text = (
        "L’interne de rang {rang_appel} a le poste n° {numero} : la correction proposée ne lui donne "
        "pas un autre poste, ou partait d’un autre. Proposez-la de nouveau."
    )


class CorrectionVide(Refusal):
    """A correction names each intern once, and at least one."""

    code = "correction_vide"
    text = "Une correction nomme au moins un interne, et chacun une seule fois."


_IN_WORDS_FOR_ARS: Final[Mapping[type[Refusal], str]] = {
    AmphiPasCommence: "L’amphi n’a pas encore commencé : démarrez-le d’abord.",
    AmphiTermine: (
        "L’amphi est terminé : il n’y a plus de tour. Vous pouvez encore affecter un interne "
        "sur un poste restant, ou proposer une correction."
    ),
    AmphiEnPause: "L’amphi est en pause, rien n’a été enregistré : reprenez d’abord, puis recommencez.",
    AmphiGele: (
        "Les postes ne répondent pas et le temps est arrêté : rien n’a été enregistré. "
        "Recommencez dès leur retour ; personne ne perd son tour."
    ),
    TempsEcoule: (
        "Le temps de ce tour est écoulé : le choix dicté n’a pas été pris en compte. "
        "Vous pourrez remettre l’interne dans la file."
    ),
    PasDansLAmphi: "Cet interne n’est pas sur la liste d’appel de cet amphi. Vérifiez l’amphi et le rang.",
}


def to_ars(refusal: Refusal) -> Refusal:
    """The same refusal in words for the staff who asked."""
    text = _IN_WORDS_FOR_ARS.get(type(refusal))
    return refusal if text is None else type(refusal)(text, **refusal.details)
