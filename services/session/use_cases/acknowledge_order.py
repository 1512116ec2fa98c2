"""« J’ai vérifié mon ordre de passage », once a call list (AMV-2). The intern.

Refused: AmphiInconnu, PasDansLAmphi.
"""

from uuid import UUID

from services.session.domain.refusals import PasDansLAmphi
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import AmphiInconnu


def acknowledge_order(engine: Engine, amphi_id: UUID, intern_id: UUID) -> None:
    """Again changes nothing."""
    with engine.database.transaction() as tx:
        row = engine.books.amphis.find(tx, amphi_id)
        if row is None:
            raise AmphiInconnu
        if engine.books.rosters.one(tx, amphi_id, intern_id) is None:
            raise PasDansLAmphi
        engine.books.acknowledgements.add(tx, amphi_id, intern_id, row.fiche.call_list_version_id)
        tx.commit()
