"""Why ARS cannot place an intern or correct a choice (CHX-6, CHX-8)."""

from services.session.domain.refusals import Refusal


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
