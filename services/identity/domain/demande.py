"""A request for another type de choix, that ARS judges (STA-2, ADM-11)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.identity.domain.droits import TypeChoix


class EtatDemande(StrEnum):
    """Only a request « en cours d’instruction » can change."""

    EN_COURS = "en_cours"
    ACCEPTEE = "acceptee"
    REFUSEE = "refusee"
    ANNULEE = "annulee"


@dataclass(frozen=True, slots=True)
class Demande:
    """`reason`: of a refusal, for the intern. `papers_received` and `note`: for ARS's staff alone."""

    id: UUID
    intern_id: UUID
    semestre: str
    type_choix: TypeChoix
    etat: EtatDemande
    asked_at: datetime
    reason: str = ""
    papers_received: bool = False
    note: str = ""
    decided_at: datetime | None = None

    @property
    def is_pending(self) -> bool:
        """Whether it waits for ARS."""
        return self.etat is EtatDemande.EN_COURS
