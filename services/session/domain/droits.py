"""What identity says of an intern in a semester: type de choix, procuration, planned absence (decision 6)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class TypeChoix(StrEnum):
    """How an intern chooses; everybody is classique unless ARS accepted a request (STA-1)."""

    CLASSIQUE = "classique"
    SURNOMBRE_VALIDANT = "surnombre_validant"
    SURNOMBRE_NON_VALIDANT = "surnombre_non_validant"

    @property
    def en_surnombre(self) -> bool:
        """Whether the choice adds a place instead of taking the post (CHX-5)."""
        return self is not TypeChoix.CLASSIQUE


class Par(StrEnum):
    """Who made a choice (IFC-12)."""

    INTERNE = "interne"
    MANDATAIRE = "mandataire"
    ARS = "ars"


@dataclass(frozen=True, slots=True)
class Droits:
    """All of it at once. `mandataire_id` names who may choose, once the procuration is active (PRC-2)."""

    absent: bool = False
    type_choix: TypeChoix = TypeChoix.CLASSIQUE
    procuration: bool = False
    mandataire_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Decideurs:
    """Who decided each of them; empty: not known."""

    absence: str = ""
    type_choix: str = ""
    procuration: str = ""
