"""Every semester that ARS created, in order of time (ADM-3)."""

from services.identity.domain.semestre import KnownSemestre
from services.identity.use_cases.tools import Tools


def list_semestres(tools: Tools) -> list[KnownSemestre]:
    """For every page that names a semester."""
    with tools.begin() as work:
        return work.semestres.all()
