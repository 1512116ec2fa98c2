"""At the end of a groupe's first real amphi, its local values are fixed as in its call list (RNG-2)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog

from services.ranking.domain.fixation import to_fix
from services.ranking.domain.ports import Work

log = structlog.get_logger(__name__)


def remember_version(work: Work, amphi_id: UUID, number: int, intern_ids: Sequence[str]) -> None:
    """Note which version an amphi was validated with: its log tells the number and the interns in order."""
    version = work.versions.with_lines(number, intern_ids) if intern_ids else None
    if version is None:
        log.warning("amphi validated with an unknown call list", amphi_id=str(amphi_id), number=number)
        return
    work.amphis.took(amphi_id, version.version_id)


def fix_at_end(work: Work, amphi_id: UUID, at: datetime) -> None:
    """Fix the values of every promotion that chose in the amphi; what is fixed already stays."""
    version_id = work.amphis.version_of(amphi_id)
    version = work.versions.get(version_id) if version_id else None
    if version is None:
        log.warning("amphi ended with an unknown call list", amphi_id=str(amphi_id))
        return
    counted = work.versions.counted(version.version_id)
    fixed = work.fixes.of_groupe(version.perimetre.groupe, [each.interne.intern_id for each in counted])
    fixes = to_fix(counted, version.perimetre, fixed)
    work.fixes.add(fixes, version.version_id, amphi_id, at)
    log.info("local places fixed", amphi_id=str(amphi_id), places=len(fixes))
