"""Forget a rehearsal: nothing of it is left, here or at postes (SIM-1). Gestionnaire.

Its amphi stands first and what it had received is finished, so that postes hears nothing more of it; postes
forgets before session does, so that one half forgotten is still in the list. Refused: RepetitionInconnue.
"""

from uuid import UUID

from services.session.domain.amphi import Phase
from services.session.domain.rehearsal import is_rehearsal
from services.session.use_cases.asked import Stored
from services.session.use_cases.books import AmphiRow
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import RepetitionInconnue
from services.session.use_cases.pause import pause
from services.session.use_cases.rehearsed_offers import RehearsedOffers

REASON = "L’amphi blanc est supprimé."


def forget_rehearsal(engine: Engine, offers: RehearsedOffers, semestre: str, by: By) -> None:
    """Everything of this semestre; real ones are refused whatever they are called."""
    if not is_rehearsal(semestre):
        raise RepetitionInconnue
    for row in _rows(engine, semestre):
        _stop(engine, row, by)
    offers.forget(semestre)
    with engine.database.transaction() as tx:
        engine.books.rehearsals.forget(tx, semestre)
        tx.commit()


def _rows(engine: Engine, semestre: str) -> list[AmphiRow]:
    with engine.database.transaction() as tx:
        return engine.books.amphis.of_semestre(tx, semestre)


def _stop(engine: Engine, row: AmphiRow, by: By) -> None:
    amphi_id = row.fiche.amphi_id
    if row.phase == Phase.EN_COURS and not row.paused:
        pause(engine, amphi_id, by, REASON)
    for stored in _unanswered(engine, amphi_id):
        engine.finish(stored)


def _unanswered(engine: Engine, amphi_id: UUID) -> list[Stored]:
    with engine.database.transaction() as tx:
        return engine.books.commands.unanswered(tx, amphi_id)
