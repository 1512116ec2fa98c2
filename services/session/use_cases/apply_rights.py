"""Absence, type de choix, procuration: what identity decided counts at once (decision 6).

identity. The highest version wins; the same one again finishes what a crash may have left.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.domain.amphi import Phase
from services.session.domain.droits import Droits
from services.session.use_cases.asked import Asked
from services.session.use_cases.engine import Engine
from services.session.use_cases.ports import Rights

WITHOUT_A_REASON = "absence prévue"


def apply_rights(
    engine: Engine, intern_id: UUID, semestre: str, version: int, droits: Droits, motif: str
) -> None:
    """In every amphi of the semester in whose call list the intern is."""
    told = Rights(droits, (motif or WITHOUT_A_REASON) if droits.absent else "")
    with engine.database.transaction() as tx:
        rights = engine.books.rights.accept(tx, intern_id, semestre, version, told)
        if rights is None:
            return
        concerned = []
        for amphi_id in engine.books.rosters.amphis_of(tx, intern_id):
            row = engine.books.amphis.find(tx, amphi_id)
            if row is not None and row.fiche.semestre == semestre and row.phase != Phase.TERMINE:
                engine.books.rosters.set_motif(tx, amphi_id, intern_id, rights.motif)
                concerned.append((amphi_id, row.phase))
        tx.commit()
    for amphi_id, phase in concerned:
        if phase != Phase.BROUILLON:
            engine.act(amphi_id, commands.SetRights(intern_id, rights.droits), Asked())
