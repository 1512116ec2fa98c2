"""What an intern has done, semester by semester, as ARS imported it (IFC-7)."""

from dataclasses import dataclass
from enum import StrEnum

from services.ranking.domain.semestre import Semestre


class Nature(StrEnum):
    """The kind of a semester."""

    STAGE = "stage"
    SURNOMBRE_VALIDANT = "surnombre_validant"
    SURNOMBRE_NON_VALIDANT = "surnombre_non_validant"
    RECHERCHE = "recherche"
    DISPONIBILITE = "disponibilite"
    INTERRUPTION = "interruption"


class Validation(StrEnum):
    """Whether the semester was validated."""

    OUI = "oui"
    NON = "non"
    EN_COURS = "en_cours"


@dataclass(frozen=True, slots=True)
class SemestreFait:
    """One semester of a cursus. `motif` is kept for another reading of the law (ANC-3)."""

    semestre: Semestre
    nature: Nature
    valide: Validation
    motif: str = ""
    imotep: str = ""
