"""The record of an amphi as anybody may have it, and the receipts of choices (ENG-7, ENG-8, IFC-13)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.session.domain.amphi import Phase
from services.session.domain.receipt import Receipt, ReceiptKey
from services.session.domain.record import Decision
from services.session.use_cases.boards import found
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import AmphiInconnu

A_PIECE: Final = 200
"""Decisions; the first one says the whole call list, every other one is short."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Decisions in order; `edition` is the whole record's: 0 while the amphi is not finished."""

    decisions: Sequence[Decision]
    edition: int


def record(engine: Engine, amphi_id: UUID) -> Iterator[Piece]:
    """Every decision up to the newest one of now, in pieces; AmphiInconnu, also for a brouillon."""
    with engine.database.transaction() as tx:
        row, amphi = found(engine, tx, amphi_id)
        if row.phase == Phase.BROUILLON:
            raise AmphiInconnu
    return _pieces(engine, amphi_id, amphi.seq, amphi.edition)


def receipt(engine: Engine, amphi_id: UUID, intern_id: UUID, seq: int | None = None) -> Receipt | None:
    """The receipt of the post that the intern has by now in this amphi, or was given by decision `seq`."""
    store = engine.books.receipts.store
    with engine.database.reading() as tx:
        if seq is None:
            return store.newest(tx, amphi_id, intern_id)
        return store.of_decision(tx, amphi_id, intern_id, seq)


def receipt_keys(engine: Engine) -> list[ReceiptKey]:
    """Every key ever, the newest first; never none."""
    receipts = engine.books.receipts
    with engine.database.transaction() as tx:
        receipts.signing_key(tx)
        keys = receipts.keys.all_of_them(tx)
        tx.commit()
    return keys


def _pieces(engine: Engine, amphi_id: UUID, up_to: int, edition: int) -> Iterator[Piece]:
    """What is appended meanwhile is left out: decisions never change, so the pieces fit."""
    after = 0
    while after < up_to:
        with engine.database.transaction() as tx:
            decisions = engine.books.decisions.after(tx, amphi_id, after, up_to, A_PIECE)
        yield Piece(decisions, edition)
        after = decisions[-1].seq
