"""Ask identity for the rights of a semester, in case neither its call nor its event arrived (decision 6)."""

import structlog

from chassis.errors import DomainError, Kind
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.engine import Engine
from services.session.use_cases.ports import RightsDesk, ToldRights

log = structlog.get_logger(__name__)

NEVER = (0, "")


def repair_rights(engine: Engine, desk: RightsDesk, semestre: str) -> None:
    """Applies what is newer than the copy; where identity is away that counts, and events tell the rest."""
    try:
        told = desk.rights_of(semestre)
    except DomainError as error:
        if error.kind is not Kind.UNAVAILABLE:
            raise
        log.warning("rights are taken as they are known here", semestre=semestre, error=error.code)
        return
    with engine.database.transaction() as tx:
        heard = engine.books.rights.heard(tx, semestre)
    for one in told:
        if _missed(one, *heard.get(one.intern_id, NEVER)):
            apply_rights(engine, one.intern_id, semestre, one.version, one.droits, one.motif)


def _missed(told: ToldRights, version: int, motif: str) -> bool:
    """Something newer, or why somebody is absent, which events do not say."""
    return told.version > version or (told.version == version and bool(told.motif) and told.motif != motif)
