"""Six-month periods, coded MMYYYY by their first month: `112026` (November), `052027` (May)."""

import re
from dataclasses import dataclass
from typing import Self

_CODE = re.compile(r"(05|11)(20\d\d)")
_LABELS = {5: "mai", 11: "novembre"}


@dataclass(frozen=True, slots=True)
class Semestre:
    """One period; ordered by time, not by code."""

    year: int
    month: int

    @classmethod
    def read(cls, code: str) -> Self | None:
        """The period of a code, or None where it isn't one: semesters start in 05 or 11 (IFC-10)."""
        match = _CODE.fullmatch(code.strip())
        return cls(year=int(match[2]), month=int(match[1])) if match else None

    @property
    def code(self) -> str:
        """`052027`."""
        return f"{self.month:02d}{self.year}"

    @property
    def label(self) -> str:
        """« mai 2027 », as shown."""
        return f"{_LABELS[self.month]} {self.year}"

    @property
    def likely_newest_promotion(self) -> int:
        """The newest promotion that usually chooses: of the autumn before, or of this one (RNG-3)."""
        return self.year if self.month == max(_LABELS) else self.year - 1


@dataclass(frozen=True, slots=True)
class KnownSemestre:
    """A semester that ARS created (ADM-3); the current one is the one whose posts are being chosen.

    `closed`: its choices are over, and with them its types de choix and procurations.
    """

    semestre: Semestre
    newest_promotion: int
    current: bool
    closed: bool = False
