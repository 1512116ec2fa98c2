"""Why a call is refused before any service looks at it."""

from chassis.errors import DomainError, Kind


class AppelNonAuthentifie(DomainError):
    """The calling service did not prove who it is."""

    code = "appel_non_authentifie"
    kind = Kind.UNAUTHENTICATED
    text = "L’appel n’est pas authentifié."


class SessionExpiree(DomainError):
    """The user's token is missing where one is needed, or is no longer, or never was, good."""

    code = "session_expiree"
    kind = Kind.UNAUTHENTICATED
    text = "Votre session a expiré. Connectez-vous de nouveau."


class AccesRefuse(DomainError):
    """Authenticated, but not allowed."""

    code = "acces_refuse"
    kind = Kind.FORBIDDEN
    text = "Vous n’avez pas accès à cette fonction."


class ClesIndisponibles(DomainError):
    """identity has not yet given the keys that verify users' tokens, so that nobody can be recognised."""

    code = "cles_indisponibles"
    kind = Kind.UNAVAILABLE
    text = "La connexion ne peut pas être vérifiée pour l’instant. Réessayez dans un instant."
