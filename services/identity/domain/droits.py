"""An intern's rights in one semester: planned absence, type de choix, procuration (IFC-9, STA-*, PRC-*)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID


class TypeChoix(StrEnum):
    """How an intern chooses; everybody is classique until ARS accepts a request (STA-1)."""

    CLASSIQUE = "classique"
    SURNOMBRE_VALIDANT = "surnombre_validant"
    SURNOMBRE_NON_VALIDANT = "surnombre_non_validant"


INTERNE: Final = "interne"
MANDATAIRE: Final = "mandataire"


def by_staff(role: str, staff_id: UUID) -> str:
    """A member of ARS's staff, as the record names one (ENG-8)."""
    return f"ars:{role}:{staff_id}"


@dataclass(frozen=True, slots=True)
class Decideurs:
    """Who decided each right last: `INTERNE`, `MANDATAIRE`, `by_staff`; empty: not known."""

    absence: str = ""
    type_choix: str = ""
    procuration: str = ""


@dataclass(frozen=True, slots=True)
class Droits:
    """All of them under one `version`, which grows with each change of any (decision 6).

    `absent` is False once an absence was taken away; `motif` is empty then. `procuration`: one was given and
    stands; `mandataire_id`: who may choose, once it is active.
    """

    intern_id: UUID
    semestre: str
    version: int
    absent: bool = False
    motif: str = ""
    type_choix: TypeChoix = TypeChoix.CLASSIQUE
    procuration: bool = False
    mandataire_id: UUID | None = None
    par: Decideurs = Decideurs()
