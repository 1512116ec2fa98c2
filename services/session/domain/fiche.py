"""What an amphi is, besides what happens in it: ARS's sheet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.session.domain.rehearsal import is_rehearsal
from services.session.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Fiche:
    """An amphi as ARS builds it; frozen while validated. `favoris_at` opens favourites.

    `speed`: of a rehearsal, by which its durations were divided (SIM-1).
    """

    amphi_id: UUID
    code: str
    libelle: str
    semestre: str
    groupe_code: str
    groupe_label: str
    formation: str
    regimes: tuple[str, ...]
    settings: Settings
    favoris_at: datetime
    call_list_version_id: UUID
    call_list_number: int
    internes: int
    speed: float = 1.0

    @property
    def rehearsal(self) -> bool:
        """« Amphi blanc »: a world of its own (decision 18)."""
        return is_rehearsal(self.semestre)

    @property
    def offer_id(self) -> str:
        """The stock of posts, shared by the amphis of the groupe (CHX-9)."""
        return f"{self.semestre}:{self.groupe_code}"
