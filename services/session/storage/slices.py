"""Timetables as cut by ARS; once validated, the log tells what became of them."""

from collections.abc import Sequence
from uuid import UUID

from chassis.database import Transaction
from services.session.domain.slice import Slice


def of(tx: Transaction, amphi_id: UUID) -> tuple[Slice, ...]:
    """In their order."""
    rows = tx.all(
        """
        SELECT number, first_rang, last_rang, starts_at, par_interne, by_clock
        FROM slice WHERE amphi_id = %s ORDER BY number
        """,
        [amphi_id],
    )
    return tuple(Slice(**row) for row in rows)


def replace(tx: Transaction, amphi_id: UUID, slices: Sequence[Slice]) -> None:
    """These, instead of those before."""
    tx.execute("DELETE FROM slice WHERE amphi_id = %s", [amphi_id])
    tx.insert_many(
        """
        INSERT INTO slice (amphi_id, number, first_rang, last_rang, starts_at, par_interne, by_clock)
        VALUES %s
        """,
        [
            (
                amphi_id,
                part.number,
                part.first_rang,
                part.last_rang,
                part.starts_at,
                part.par_interne,
                part.by_clock,
            )
            for part in slices
        ],
    )
