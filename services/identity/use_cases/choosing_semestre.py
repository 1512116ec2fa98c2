"""The semester whose posts are being chosen: procurations and types de choix are of it (PRC-3, STA-1)."""

from services.identity.domain.ports import Work
from services.identity.domain.semestre import Semestre
from services.identity.use_cases.errors import AucunSemestre, SemestreClos


def hold_open_semestre(work: Work) -> Semestre:
    """The current one, that nobody closes before the commit; `AucunSemestre`, `SemestreClos`."""
    known = work.semestres.hold_current()
    if known is None:
        raise AucunSemestre
    if known.closed:
        raise SemestreClos
    return known.semestre


def current_semestre(work: Work) -> Semestre:
    """The current one, closed or not; `AucunSemestre`."""
    known = work.semestres.current()
    if known is None:
        raise AucunSemestre
    return known.semestre
