"""Requests for a type de choix, as ARS lists them and as a mail tells of one (ADM-11, NOT-1)."""

from uuid import UUID

from services.identity.domain.demande import Demande, EtatDemande
from services.identity.use_cases.errors import DemandeInconnue, EtatDeDemandeInconnu
from services.identity.use_cases.semestres import semestre_of
from services.identity.use_cases.tools import Tools


def list_demandes(tools: Tools, *, semestre: str, etat: str) -> list[Demande]:
    """Those to judge first, then the newest; an empty `etat`: in every state."""
    asked = semestre_of(semestre)
    try:
        wanted = EtatDemande(etat) if etat else None
    except ValueError:
        raise EtatDeDemandeInconnu from None
    with tools.begin() as work:
        return work.demandes.of_semestre(asked, wanted)


def get_demande(tools: Tools, *, demande_id: UUID) -> Demande:
    """For notifications: what the mail says."""
    with tools.begin() as work:
        demande = work.demandes.get(demande_id)
    if demande is None:
        raise DemandeInconnue
    return demande
