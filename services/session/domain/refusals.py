"""Every reason for which the engine refuses a command, with what the person who asked can do (TRN-4)."""

from chassis.errors import DomainError, Kind


class Refusal(DomainError):
    """The engine refuses: nothing has changed."""

    kind = Kind.CONFLICT


class AmphiDejaValide(Refusal):
    """Only a brouillon can be validated or changed."""

    code = "amphi_deja_valide"
    text = "Cet amphi est déjà validé. Pour le modifier, repassez-le d’abord en brouillon."


class AmphiPasValide(Refusal):
    """A brouillon can neither open nor start."""

    code = "amphi_pas_valide"
    text = "Cet amphi n’est pas encore validé : validez-le d’abord."


class AmphiDejaOuvert(Refusal):
    """Favourites open once."""

    code = "amphi_deja_ouvert"
    text = "Les favoris de cet amphi sont déjà ouverts."


class AmphiPasCommence(Refusal):
    """The command needs a running amphi."""

    code = "amphi_pas_commence"
    text = (
        "L’amphi n’a pas encore commencé : une fois qu’il aura commencé, vous pourrez choisir à votre tour."
    )


class AmphiDejaCommence(Refusal):
    """The command comes too late: the amphi runs."""

    code = "amphi_deja_commence"
    text = "L’amphi a déjà commencé. Annulez d’abord son démarrage, si personne n’a choisi."


class AmphiTermine(Refusal):
    """Nothing more happens in a finished amphi, except by ARS."""

    code = "amphi_termine"
    text = "L’amphi est terminé. Contactez l’ARS, qui seule peut encore vous affecter sur un poste restant."


class AmphiEnPause(Refusal):
    """While paused nobody chooses (ENG-4)."""

    code = "amphi_en_pause"
    text = "L’amphi est en pause : votre temps est arrêté. Vous pourrez choisir dès la reprise."


class AmphiGele(Refusal):
    """While postes is away no choice is received (G-6)."""

    code = "amphi_gele"
    text = (
        "Les postes sont momentanément inaccessibles : votre temps est arrêté. "
        "Vous pourrez choisir dès leur retour."
    )


class DejaEnPause(Refusal):
    """A pause of ARS stands already."""

    code = "deja_en_pause"
    text = "L’amphi est déjà en pause."


class PasEnPause(Refusal):
    """There is no pause to end."""

    code = "pas_en_pause"
    text = "L’amphi n’est pas en pause."


class ChoixDejaFait(Refusal):
    """Undoing a start or a validation needs that nobody has chosen."""

    code = "choix_deja_fait"
    text = "Quelqu’un a déjà choisi : il n’est plus possible de revenir en arrière."


class PasVotreTour(Refusal):
    """Somebody else's turn, or nobody's."""

    code = "pas_votre_tour"
    text = "Ce n’est pas votre tour : vous pourrez choisir quand il viendra."


class TempsEcoule(Refusal):
    """The turn is over (ENG-3). `suite`: whether the intern may still come back."""

    code = "temps_ecoule"
    text = "Le temps de votre tour est écoulé : ce choix n’a pas été pris en compte. {suite}"


class NoteAbsent(Refusal):
    """ARS marked the intern absent (ENG-4)."""

    code = "note_absent"
    text = "L’ARS vous a noté absent et votre tour est terminé : ce choix n’a pas été pris en compte. {suite}"


class TourPasse(Refusal):
    """ARS moved on (ENG-4)."""

    code = "tour_passe"
    text = (
        "L’ARS est passée au suivant et votre tour est terminé : ce choix n’a pas été pris en compte. {suite}"
    )


class TourRendu(Refusal):
    """The intern gave the turn up (TRN-8)."""

    code = "tour_rendu"
    text = "Vous avez renoncé à votre tour : ce choix n’a pas été pris en compte. {suite}"


class RienARendre(Refusal):
    """A turn that is over cannot be given up."""

    code = "rien_a_rendre"
    text = "Votre tour est déjà terminé : il n’y a plus à y renoncer. {suite}"


class AbsencePrevue(Refusal):
    """ARS recorded an absence: no turn comes, and only ARS can give one (ENG-5)."""

    code = "absence_prevue"
    text = (
        "L’ARS a noté pour vous une absence prévue : vous n’êtes pas appelé dans cet amphi. "
        "Si vous voulez choisir, appelez l’ARS, qui peut encore vous mettre dans la file."
    )


class VousAvezChoisi(Refusal):
    """One intern, one choice (CHX-6)."""

    code = "vous_avez_choisi"
    text = (
        "Vous avez déjà choisi, et un choix confirmé est définitif : il reste acquis. "
        "En cas d’erreur, contactez l’ARS, qui seule peut le corriger."
    )


class PasDansLAmphi(Refusal):
    """Not in this amphi's call list."""

    code = "pas_dans_l_amphi"
    kind = Kind.FORBIDDEN
    text = "Vous ne figurez pas sur la liste d’appel de cet amphi. Si vous devriez y être, contactez l’ARS."


class TourTermine(Refusal):
    """ARS acted on a turn that is over: never on the next one by mistake."""

    code = "tour_termine"
    text = "Ce tour vient de se terminer : rien n’a été changé."


class RangInconnu(Refusal):
    """No such rank in the call list."""

    code = "rang_inconnu"
    kind = Kind.NOT_FOUND
    text = "Le rang {rang_appel} n’est pas sur la liste d’appel de cet amphi."


class TourPasManque(Refusal):
    """Only who missed a turn comes back."""

    code = "tour_pas_manque"
    text = (
        "Vous n’avez pas de tour à rattraper : vous êtes dans la file, "
        "et vous pourrez choisir quand votre tour viendra."
    )


class CestVotreTour(Refusal):
    """Nobody comes back who has the turn."""

    code = "c_est_votre_tour"
    text = "C’est votre tour : vous n’avez pas à revenir, vous pouvez choisir maintenant."


class PlusDeRetour(Refusal):
    """All returns are used (ENG-5)."""

    code = "plus_de_retour"
    text = (
        "Vous ne pouvez plus revenir de vous-même (retours permis dans cet amphi : {retours_max}). "
        "Appelez l’ARS, qui peut encore vous remettre dans la file."
    )


class SeanceEnCours(Refusal):
    """Sessions run one after the other."""

    code = "seance_en_cours"
    text = "Une session est en cours : la suivante pourra démarrer quand elle sera terminée."


class PasDeSeanceAVenir(Refusal):
    """All sessions have run."""

    code = "pas_de_seance_a_venir"
    text = "Toutes les sessions de cet amphi ont eu lieu."


class AvantLHeure(Refusal):
    """A session set by the clock never starts before its time."""

    code = "avant_l_heure"
    text = "Cette session démarre d’elle-même à son heure, jamais avant."


class TempsInvalide(Refusal):
    """Added time is between a second and an hour."""

    code = "temps_invalide"
    kind = Kind.INVALID
    text = "Ajoutez entre une seconde et une heure."


class EncoreDuMonde(Refusal):
    """An amphi ends when nobody is waiting and no session is to come (ENG-7)."""

    code = "encore_du_monde"
    text = "L’amphi ne peut pas encore se terminer : quelqu’un attend son tour, ou une session est à venir."


class ListeVide(Refusal):
    """A call list without anybody."""

    code = "liste_vide"
    kind = Kind.INVALID
    text = "La liste d’appel est vide : l’amphi n’aurait personne."


class DecoupageIncomplet(Refusal):
    """The sessions must take every rank of the call list once, one after the other."""

    code = "decoupage_incomplet"
    kind = Kind.INVALID
    text = (
        "Les sessions ne couvrent pas toute la liste d’appel (rangs 1 à {dernier_rang}) : "
        "découpez de nouveau l’amphi."
    )


class OuvertureTropTard(Refusal):
    """Favourites open before the first session."""

    code = "ouverture_trop_tard"
    kind = Kind.INVALID
    text = "Les favoris doivent ouvrir avant le début de la première session."


class VousEtesAffecte(Refusal):
    """ARS placed the intern outside the choice (CHX-8)."""

    code = "vous_etes_affecte"
    text = (
        "L’ARS vous a déjà affecté un poste pour ce semestre : vous n’avez pas à choisir. "
        "En cas de doute, contactez-la."
    )


class ProcurationDonnee(Refusal):
    """The intern gave a procuration, and cannot choose as long as it stands (PRC-1)."""

    code = "procuration_donnee"
    text = (
        "Vous avez donné procuration : c’est votre mandataire qui choisit. "
        "Pour choisir vous-même, annulez la procuration ; vous pourrez choisir aussitôt."
    )


class ProcurationTerminee(Refusal):
    """The procuration of this mandataire no longer stands (PRC-4)."""

    code = "procuration_terminee"
    text = (
        "Cette procuration ne vaut plus : vous ne pouvez plus choisir à la place de l’interne. "
        "Contactez-le pour savoir qui choisit."
    )
