"""The planned absences of a semester (AMP-2, IFC-9)."""

from services.identity.domain.droits import Droits
from services.identity.use_cases.semestres import semestre_of
from services.identity.use_cases.tools import Tools


def list_absences(tools: Tools, *, semestre: str) -> list[Droits]:
    """Those that stand now, with the version of each (decision 6)."""
    asked = semestre_of(semestre)
    with tools.begin() as work:
        return work.droits.absences(asked)
