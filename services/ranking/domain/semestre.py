"""A semester is a six-month period, written MMYYYY by its first month: 112026 is November 2026."""

import re
from dataclasses import dataclass
from typing import Self

NOVEMBRE = 11
MAI = 5
CODE = re.compile(r"(?P<mois>05|11)(?P<annee>[0-9]{4})")


@dataclass(frozen=True, slots=True, order=True)
class Semestre:
    """Ordered in time: May 2027 comes after November 2026."""

    annee: int
    mois: int

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read « 112026 »; ValueError for anything that doesn't start in May or November (IFC-10)."""
        digits = CODE.fullmatch(code)
        if digits is None:
            raise ValueError(f"semestre « {code} »: MMYYYY expected, MM being 05 or 11")
        return cls(annee=int(digits["annee"]), mois=int(digits["mois"]))

    @property
    def code(self) -> str:
        """The six digits, as in files and addresses."""
        return f"{self.mois:02d}{self.annee:04d}"

    @property
    def previous(self) -> "Semestre":
        """The semester just before."""
        if self.mois == NOVEMBRE:
            return Semestre(self.annee, MAI)
        return Semestre(self.annee - 1, NOVEMBRE)
