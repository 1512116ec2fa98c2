"""A place in force: an intern on a post, as its holder or in surnombre."""

from dataclasses import dataclass
from uuid import UUID

from services.postes.domain.type_choix import TypeChoix


@dataclass(frozen=True, slots=True)
class Place:
    """What a correction keeps of it (amphi, rank, type de choix), and what it replaces."""

    affectation_id: UUID
    numero: int
    intern_id: UUID
    amphi_id: UUID
    rang_appel: int
    type_choix: TypeChoix
