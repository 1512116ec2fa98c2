"""What notifications refuses, and why."""

from chassis.errors import DomainError, Kind


class AucuneAffectation(DomainError):
    """There is nothing to certify: no affectation of this intern in this semester."""

    code = "aucune_affectation"
    kind = Kind.NOT_FOUND
    text = "Vous n’avez pas d’affectation pour ce semestre : il n’y a pas encore d’attestation à télécharger."


class CourrielInconnu(DomainError):
    """The mail to try again does not exist or did not fail."""

    code = "courriel_inconnu"
    kind = Kind.NOT_FOUND
    text = "Ce courriel n’est pas (ou plus) parmi ceux qui ont échoué. Rechargez la liste."


class AmphiInconnu(DomainError):
    """No amphi has this id."""

    code = "amphi_inconnu"
    kind = Kind.NOT_FOUND
    text = "Cet amphi n’existe pas."
