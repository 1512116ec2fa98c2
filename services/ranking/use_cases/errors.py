"""What ranking refuses, in words for its users."""

from chassis.errors import DomainError, Kind


class PerimetreInvalide(DomainError):
    """A semester, groupe or régime that cannot be."""

    code = "perimetre_invalide"
    kind = Kind.INVALID
    text = (
        "Indiquez un semestre (112026 pour novembre 2026, 052027 pour mai 2027), un groupe de spécialité "
        "et au moins un régime de formation."
    )


class PolitiqueInconnue(DomainError):
    """No policy of this name (RNG-8)."""

    code = "politique_inconnue"
    kind = Kind.INVALID
    text = "La règle de classement « {policy} » n’existe pas. Règles connues : {known}."


class ListeVide(DomainError):
    """Nobody to order."""

    code = "liste_vide"
    kind = Kind.CONFLICT
    text = (
        "Aucun interne actif du groupe {groupe} n’est dans ces régimes : il n’y a pas de liste à calculer. "
        "Vérifiez l’import des internes."
    )


class VersionInconnue(DomainError):
    """No such version, or not one that the caller may see: both look alike."""

    code = "version_inconnue"
    kind = Kind.NOT_FOUND
    text = "Cette liste d’appel n’existe pas ou n’est pas publiée."


class StatutInvalide(DomainError):
    """A version is published as one of two things (AMP-2)."""

    code = "statut_invalide"
    kind = Kind.INVALID
    text = "Une liste d’appel se publie comme provisoire ou comme définitive."


class ListeNonDefinitive(DomainError):
    """Only a définitive version becomes an amphi's roster (AMP-2)."""

    code = "liste_non_definitive"
    kind = Kind.CONFLICT
    text = (
        "La version {number} de cette liste d’appel n’est pas publiée comme définitive : "
        "publiez-la avant de valider l’amphi."
    )


class LigneInconnue(DomainError):
    """Nobody at that place of the list."""

    code = "ligne_inconnue"
    kind = Kind.NOT_FOUND
    text = "Cet interne ne figure pas dans cette liste d’appel."


class ConnexionNecessaire(DomainError):
    """The whole list at once is for those who are logged in (AMP-4)."""

    code = "connexion_necessaire"
    kind = Kind.FORBIDDEN
    text = "Connectez-vous pour télécharger la liste d’appel entière."
