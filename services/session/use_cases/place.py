"""Place an intern outside the choice (CHX-8), or an absent one on what is left (ADM-10). Gestionnaire.

Before validation it is noted, and becomes one of the log's first decisions. Refused: AmphiInconnu,
MotifInvalide, NumeroInvalide, AutreDemande, DejaNote, RangInconnu, DejaUnPoste, CestSonTour,
InterventionEnCours; and by postes, with its words.
"""

from uuid import UUID

from chassis.database import Transaction
from services.session.domain import commands
from services.session.domain.amphi import Phase
from services.session.domain.refusals import RangInconnu
from services.session.use_cases.asked import Done, SideText
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import (
    AmphiInconnu,
    AutreDemande,
    DejaNote,
    MotifInvalide,
    NumeroInvalide,
    PlusEnAttente,
)
from services.session.use_cases.ids import new_id
from services.session.use_cases.intervention import PlacementNote
from services.session.use_cases.reasons import digest, reason_beside


def place(engine: Engine, amphi_id: UUID, by: By, rang_appel: int, numero: int, reason: str) -> Done | None:
    """The decision, or None where the placement waits for validation."""
    beside = reason_beside(reason)
    if beside is None:
        raise MotifInvalide
    if numero < 1:
        raise NumeroInvalide
    if _noted(engine, amphi_id, by, rang_appel, numero, beside):
        return None
    command = commands.Place(new_id(), rang_appel, numero, beside.hash)
    content = f"place {rang_appel} {numero} {digest(by, beside)}"
    return engine.act(amphi_id, command, by.asking(content, beside))


def withdraw_placement(engine: Engine, amphi_id: UUID, placement_id: UUID) -> None:
    """Take one back that still waits for validation; PlusEnAttente."""
    with engine.database.transaction() as tx:
        if engine.books.amphis.lock(tx, amphi_id) is None:
            raise AmphiInconnu
        if not engine.books.interventions.withdraw_note(tx, amphi_id, placement_id):
            raise PlusEnAttente
        tx.commit()


def _noted(engine: Engine, amphi_id: UUID, by: By, rang_appel: int, numero: int, beside: SideText) -> bool:
    """Whether it was noted, the amphi being a brouillon."""
    with engine.database.transaction() as tx:
        row = engine.books.amphis.lock(tx, amphi_id)
        if row is None:
            raise AmphiInconnu
        if _noted_already(engine, tx, amphi_id, by, rang_appel, numero):
            return True
        if row.phase != Phase.BROUILLON:
            return False
        if not 1 <= rang_appel <= row.fiche.internes:
            raise RangInconnu(rang_appel=rang_appel)
        note = PlacementNote(new_id(), amphi_id, by.key, rang_appel, numero, beside.hash, by.actor)
        if not engine.books.interventions.note(tx, note):
            raise DejaNote(rang_appel=rang_appel)
        engine.books.side_texts.add(tx, amphi_id, beside)
        tx.commit()
        return True


def _noted_already(
    engine: Engine, tx: Transaction, amphi_id: UUID, by: By, rang_appel: int, numero: int
) -> bool:
    """Whether this key is a note's, which after validation it still is; AutreDemande (G-3)."""
    noted = engine.books.interventions.noted(tx, amphi_id, by.key)
    if noted not in {None, (by.actor, rang_appel, numero)}:
        raise AutreDemande
    return noted is not None
