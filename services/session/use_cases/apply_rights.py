"""A planned absence was recorded or taken back: it counts at once (decision 6). identity.

The highest version wins; the same one again finishes what a crash may have left.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.domain.amphi import Phase
from services.session.use_cases.asked import Asked
from services.session.use_cases.engine import Engine
from services.session.use_cases.ports import Absence

WITHOUT_A_REASON = "absence prévue"


def apply_rights(
    engine: Engine, intern_id: UUID, semestre: str, version: int, *, absent: bool, motif: str
) -> None:
    """In every amphi of the semester in which the intern waits."""
    told = Absence(absent, (motif or WITHOUT_A_REASON) if absent else "")
    with engine.database.transaction() as tx:
        absence = engine.books.rights.accept(tx, intern_id, semestre, version, told)
        if absence is None:
            return
        concerned = []
        for amphi_id in engine.books.rosters.amphis_of(tx, intern_id):
            row = engine.books.amphis.find(tx, amphi_id)
            if row is not None and row.fiche.semestre == semestre and row.phase != Phase.TERMINE:
                engine.books.rosters.set_motif(tx, amphi_id, intern_id, absence.motif)
                concerned.append((amphi_id, row.phase))
        tx.commit()
    for amphi_id, phase in concerned:
        if phase != Phase.BROUILLON:
            engine.act(amphi_id, commands.SetAbsence(intern_id, absence.absent), Asked())
