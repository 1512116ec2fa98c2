"""Cut a brouillon into sessions, or see the timetable that would come of it (ADM-7, AMP-3). Gestionnaire.

Refused: AmphiInconnu, HoraireInvalide; cutting also AmphiDejaValide.
"""

from uuid import UUID

from services.session.domain.slice import Slice
from services.session.domain.timetable import Timetable, cut
from services.session.use_cases.drafts import held_draft
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import AmphiInconnu


def preview_sessions(engine: Engine, amphi_id: UUID, timetable: Timetable) -> tuple[Slice, ...]:
    """What cutting would make; nothing is stored."""
    with engine.database.transaction() as tx:
        row = engine.books.amphis.find(tx, amphi_id)
    if row is None:
        raise AmphiInconnu
    return cut(row.fiche.internes, timetable)


def cut_into_sessions(engine: Engine, amphi_id: UUID, timetable: Timetable) -> tuple[Slice, ...]:
    """These sessions, instead of those before."""
    with engine.database.transaction() as tx:
        fiche = held_draft(tx, engine.books, amphi_id)
        slices = cut(fiche.internes, timetable)
        engine.books.slices.replace(tx, amphi_id, slices)
        tx.commit()
    return slices
