"""What boards read: snapshots, decisions since, heads, presences, rosters, lists (decision 10)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from chassis.database import Transaction
from services.session.domain.amphi import Amphi, Phase
from services.session.domain.moment import Moment
from services.session.domain.order import queue
from services.session.domain.record import Decision
from services.session.domain.roster import Inscrit
from services.session.domain.slice import Slice
from services.session.use_cases.books import AmphiRow
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import AmphiInconnu
from services.session.use_cases.sitting import PUBLIC_REASONS

NEXT_SHOWN = 10
MOST_DECISIONS = 1000


@dataclass(frozen=True, slots=True)
class Sheet:
    """An amphi as lists show it, with its sessions as they are now, and the edition of its record (ENG-7)."""

    row: AmphiRow
    slices: tuple[Slice, ...]
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """An amphi at a decision, with the names of its call list, who is there, and why it pauses."""

    sheet: Sheet
    amphi: Amphi
    roster: Sequence[Inscrit]
    present: frozenset[UUID]
    next_rangs: tuple[int, ...]
    reason: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A decision, with the free text that lies beside it."""

    decision: Decision
    text: str


@dataclass(frozen=True, slots=True)
class Heads:
    """Where every live amphi stands, by the amphi's clock at `now`."""

    seqs: Mapping[UUID, int]
    now: datetime


def snapshot(engine: Engine, amphi_id: UUID) -> Board:
    """The whole board at its newest decision; AmphiInconnu."""
    books = engine.books
    with engine.database.transaction() as tx:
        row, amphi = found(engine, tx, amphi_id)
        moment = books.moments.read(tx, amphi_id)
        return Board(
            sheet=_sheet(engine, tx, row, amphi),
            amphi=amphi,
            roster=books.rosters.of(tx, amphi_id),
            present=_present(amphi, moment),
            next_rangs=tuple(passage.rang_appel for passage in islice(queue(amphi), NEXT_SHOWN)),
            reason=_reason(engine, tx, amphi),
            now=moment.now,
        )


def decisions_since(engine: Engine, amphi_id: UUID, after: int) -> list[Told]:
    """Decisions after a number, in order, at most a thousand."""
    books = engine.books
    with engine.database.transaction() as tx:
        decisions = books.decisions.after(tx, amphi_id, after, None, MOST_DECISIONS)
        texts = books.side_texts.of(tx, amphi_id)
    return [Told(one, _public_text(one, texts)) for one in decisions]


def heads(engine: Engine) -> Heads:
    """The newest seq of every live amphi: validated to finished today."""
    with engine.database.transaction() as tx:
        return Heads(engine.books.amphis.heads(tx), engine.books.amphis.now(tx))


def presences(engine: Engine, amphi_ids: Iterable[UUID]) -> dict[UUID, list[int]]:
    """By amphi, if live, the ranks for which the person who may choose has a live connection (LIV-3)."""
    books = engine.books
    with engine.database.transaction() as tx:
        seqs = books.amphis.heads(tx)
        return {
            amphi_id: _present_rangs(
                books.hot.state(tx, amphi_id, seqs[amphi_id]), books.moments.read(tx, amphi_id)
            )
            for amphi_id in amphi_ids
            if amphi_id in seqs
        }


def roster(engine: Engine, amphi_id: UUID) -> list[Inscrit]:
    """The call list that the amphi took, by rank; AmphiInconnu."""
    with engine.database.transaction() as tx:
        found(engine, tx, amphi_id)
        return engine.books.rosters.of(tx, amphi_id)


def sheet(engine: Engine, amphi_id: UUID, *, with_brouillon: bool) -> Sheet:
    """One amphi as lists show it; AmphiInconnu, also for a brouillon that the caller may not see."""
    with engine.database.transaction() as tx:
        row, amphi = found(engine, tx, amphi_id)
        if row.phase == Phase.BROUILLON and not with_brouillon:
            raise AmphiInconnu
        return _sheet(engine, tx, row, amphi)


def sheets(engine: Engine, semestre: str, *, with_brouillons: bool) -> list[Sheet]:
    """Every amphi of a semester, or of all."""
    with engine.database.transaction() as tx:
        rows = engine.books.amphis.of_semestre(tx, semestre)
        return [
            _sheet(engine, tx, row, engine.books.hot.state(tx, row.fiche.amphi_id, row.tip.seq))
            for row in rows
            if with_brouillons or row.phase != Phase.BROUILLON
        ]


def found(engine: Engine, tx: Transaction, amphi_id: UUID) -> tuple[AmphiRow, Amphi]:
    """The row and the state at its newest decision; AmphiInconnu."""
    row = engine.books.amphis.find(tx, amphi_id)
    if row is None:
        raise AmphiInconnu
    return row, engine.books.hot.state(tx, amphi_id, row.tip.seq)


def _present(amphi: Amphi, moment: Moment) -> frozenset[UUID]:
    return frozenset(one.intern_id for one in amphi.passages.values() if moment.is_present(one))


def _present_rangs(amphi: Amphi, moment: Moment) -> list[int]:
    return sorted(amphi.passages[intern_id].rang_appel for intern_id in _present(amphi, moment))


def _public_text(decision: Decision, texts: Mapping[str, str]) -> str:
    """The reason that everybody may read; those of placements and corrections are for staff."""
    hashed = str(decision.payload.get("reason_hash", ""))
    return texts.get(hashed, "") if decision.type in PUBLIC_REASONS else ""


def _sheet(engine: Engine, tx: Transaction, row: AmphiRow, amphi: Amphi) -> Sheet:
    """Sessions as the log has them; a brouillon's own as ARS last cut them."""
    slices = amphi.slices or engine.books.slices.of(tx, amphi.amphi_id)
    return Sheet(row, slices, amphi.edition)


def _reason(engine: Engine, tx: Transaction, amphi: Amphi) -> str:
    """Why it pauses; empty where it does not."""
    if amphi.reason_hash is None:
        return ""
    return engine.books.side_texts.of(tx, amphi.amphi_id).get(amphi.reason_hash, "")
