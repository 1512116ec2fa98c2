"""What the service answers when it cannot do what it is asked."""

from chassis.errors import DomainError, Kind


class AnotherRequest(DomainError):
    """The id of a command was used for another content (G-3)."""

    code = "commande_differente"
    kind = Kind.CONFLICT
    text = "Cette demande porte le numéro d’une autre demande : elle n’a pas été exécutée."


class StillBusy(DomainError):
    """Others won the race twice in a row; nothing was changed: ask again."""

    code = "stock_occupe"
    kind = Kind.UNAVAILABLE
    text = "Trop de choix arrivent en même temps. Réessayez dans quelques instants."


class FiltreInconnu(DomainError):
    """A filter that the list does not have."""

    code = "filtre_inconnu"
    text = "Le filtre « {filtre} » n’existe pas dans cette liste. Reprenez la recherche depuis la page."


class TriInconnu(DomainError):
    """A sort by a column that the list does not have."""

    code = "tri_inconnu"
    text = "La liste ne peut pas être triée par « {tri} ». Choisissez une de ses colonnes."


class RechercheTropLongue(DomainError):
    """Too many values, or values too long, in a search."""

    code = "recherche_trop_longue"
    text = (
        "Cette recherche est trop longue : au plus {valeurs} valeurs par champ,"
        " de {caracteres} caractères chacune."
    )


class FavoriHorsOffre(DomainError):
    """Only what is offered can be starred (FAV-1)."""

    code = "favori_hors_offre"
    kind = Kind.NOT_FOUND
    text = "Ce poste ou ce service n’est pas dans l’offre de votre amphi : il ne peut pas devenir un favori."


class PosteInconnu(DomainError):
    """No such post in the semester."""

    code = "poste_inconnu"
    kind = Kind.NOT_FOUND
    text = "Aucun poste ne porte ce numéro dans ce semestre : {numeros}. Rien n’a été changé."


class PostePourvu(DomainError):
    """Never a taken post (ADM-8)."""

    code = "poste_deja_pourvu"
    kind = Kind.CONFLICT
    text = "Poste déjà pourvu : {numeros}. Il ne peut plus être modifié ni retiré. Rien n’a été changé."


class FichePosteInvalide(DomainError):
    """What a post must be, told by field."""

    code = "fiche_poste_invalide"
    text = "La fiche du poste est à corriger."


class AffectationInconnue(DomainError):
    """No such affectation."""

    code = "affectation_inconnue"
    kind = Kind.NOT_FOUND
    text = "Aucune affectation ne correspond à cette demande."


class AutreMonde(DomainError):
    """Real interns in a rehearsal's offer, or its participants in a real one (decision 18)."""

    code = "autre_monde"
    kind = Kind.FORBIDDEN
    text = "Cette offre n’est pas celle de vos amphis."
