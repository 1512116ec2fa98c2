"""Interns and cursus for tests: say only what matters, the rest is usual."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Final

from services.ranking.domain.cursus import Nature, SemestreFait, Validation
from services.ranking.domain.interne import Interne, Nomenclature, PlaceLocale, Regime
from services.ranking.domain.semestre import Semestre

CHIRURGIE: Final = Nomenclature("3", "3 - SPECIALITES CHIRURGICALES")
PHARMACIE: Final = Nomenclature("POI", "POI - PHARMACIE")
GYNECOLOGIE: Final = Nomenclature("33", "33 - GYNÉCOLOGIE OBSTÉTRIQUE")
MAY_2027: Final = Semestre.parse("052027")

_numbers = count(1)


@dataclass
class _Usual:
    groupe: Nomenclature = CHIRURGIE
    des: Nomenclature = GYNECOLOGIE
    regime: Regime = Regime.APPROFONDISSEMENT
    concours: str = "ECN"
    promotion: int = 2024
    rang_concours: int = 100
    date_naissance: date = date(1999, 3, 14)
    importe: PlaceLocale | None = None
    actif: bool = True
    cursus: tuple[SemestreFait, ...] = field(default=())


def interne(intern_id: str = "", **given: Any) -> Interne:
    """An intern of surgery; give what the test is about."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "intern_id": intern_id or f"intern-{number}",
        "ine": f"INE{number:09d}",
        "nom": f"Nom{number}",
        "prenom": f"Prénom{number}",
        **vars(_Usual()),
        **given,
    }
    return Interne(**values)


def cursus(*done: tuple[Nature, Validation], until: Semestre = MAY_2027) -> tuple[SemestreFait, ...]:
    """Semesters one after the other, the last one just before `until`."""
    semestres: list[SemestreFait] = []
    semestre = until
    for nature, valide in reversed(done):
        semestre = semestre.previous
        semestres.insert(0, SemestreFait(semestre, nature, valide))
    return tuple(semestres)


def validated(number: int, until: Semestre = MAY_2027) -> tuple[SemestreFait, ...]:
    """So many validated semesters."""
    return cursus(*[(Nature.STAGE, Validation.OUI)] * number, until=until)
