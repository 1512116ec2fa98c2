"""An intern's own place in an amphi: state, number ahead, estimated time (AMV-3, AMV-4).

The intern. Refused: AmphiInconnu, PasDansLAmphi.
"""

from dataclasses import dataclass
from uuid import UUID

from chassis.database import Transaction
from services.session.domain.amphi import Amphi, Passage, Phase, Who
from services.session.domain.deciding.returning import comes_back_by_button, may_return
from services.session.domain.estimate import Estimate, estimate
from services.session.domain.order import ahead, slice_of
from services.session.domain.refusals import PasDansLAmphi
from services.session.domain.roster import Inscrit
from services.session.use_cases.boards import Sheet, found
from services.session.use_cases.books import AmphiRow
from services.session.use_cases.engine import Engine


@dataclass(frozen=True, slots=True)
class MyPassage:
    """What the intern sees of his or her own place."""

    passage: Passage
    inscrit: Inscrit
    present: bool
    bouton_seul: bool
    slice_number: int
    acknowledged: bool
    ahead: int
    estimate: Estimate | None
    may_return: bool
    may_choose: bool


def my_passage(engine: Engine, amphi_id: UUID, who: Who) -> MyPassage:
    """As of now; a mandataire sees the intern's (PRC-5)."""
    intern_id, _ = who
    with engine.database.transaction() as tx:
        row, amphi = found(engine, tx, amphi_id)
        inscrit = engine.books.rosters.one(tx, amphi_id, intern_id)
        passage = amphi.passages.get(intern_id)
        if inscrit is None or passage is None:
            raise PasDansLAmphi
        return _seen(engine, tx, row, amphi, passage, inscrit, who)


def my_amphis(engine: Engine, who: Who) -> list[tuple[Sheet, MyPassage]]:
    """Every validated amphi in whose call list the intern is."""
    mine = []
    intern_id, _ = who
    with engine.database.transaction() as tx:
        for amphi_id in engine.books.rosters.amphis_of(tx, intern_id):
            row, amphi = found(engine, tx, amphi_id)
            inscrit = engine.books.rosters.one(tx, amphi_id, intern_id)
            passage = amphi.passages.get(intern_id)
            if row.phase != Phase.BROUILLON and inscrit is not None and passage is not None:
                seen = _seen(engine, tx, row, amphi, passage, inscrit, who)
                mine.append((Sheet(row, amphi.slices, amphi.edition), seen))
    return mine


def _seen(
    engine: Engine,
    tx: Transaction,
    row: AmphiRow,
    amphi: Amphi,
    passage: Passage,
    inscrit: Inscrit,
    who: Who,
) -> MyPassage:
    moment = engine.books.moments.read(tx, amphi.amphi_id)
    acknowledged = engine.books.acknowledgements.has(
        tx, amphi.amphi_id, passage.intern_id, row.fiche.call_list_version_id
    )
    return MyPassage(
        passage=passage,
        inscrit=inscrit,
        present=moment.is_present(passage),
        bouton_seul=comes_back_by_button(amphi, passage),
        slice_number=slice_of(amphi, passage.rang_appel).number,
        acknowledged=acknowledged,
        ahead=len(ahead(amphi, passage)),
        estimate=estimate(amphi, passage, moment.now),
        may_return=may_return(amphi, passage),
        may_choose=passage.chooser == who,
    )
