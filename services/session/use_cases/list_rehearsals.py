"""Every rehearsal, for staff: no other list has them (SIM-1)."""

from services.session.use_cases.boards import Sheet, sheet
from services.session.use_cases.engine import Engine


def list_rehearsals(engine: Engine) -> list[Sheet]:
    """The newest last; also those half made or half forgotten."""
    with engine.database.transaction() as tx:
        amphi_ids = engine.books.amphis.rehearsals(tx)
    return [sheet(engine, amphi_id, with_brouillon=True) for amphi_id in amphi_ids]
