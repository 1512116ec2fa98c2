"""Receipts, each kept for ever (ENG-8)."""

from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.session.domain.receipt import Receipt

_SELECT: Final = """
SELECT amphi_id, seq, intern_id, key_id, content, signature FROM receipt
WHERE amphi_id = %s AND intern_id = %s"""


def add(tx: Transaction, receipt: Receipt) -> None:
    """Keep one."""
    tx.execute(
        """
        INSERT INTO receipt (amphi_id, seq, intern_id, key_id, content, signature)
        VALUES (%s, %s, %s, %s, %s, %s)
        """,
        [
            receipt.amphi_id,
            receipt.seq,
            receipt.intern_id,
            receipt.key_id,
            receipt.content,
            receipt.signature,
        ],
    )


def newest(tx: Transaction, amphi_id: UUID, intern_id: UUID) -> Receipt | None:
    """Of the post that the intern has by now; None: of none, or one given before there were receipts."""
    return _receipt(tx.one(f"{_SELECT} ORDER BY seq DESC LIMIT 1", [amphi_id, intern_id]))


def of_decision(tx: Transaction, amphi_id: UUID, intern_id: UUID, seq: int) -> Receipt | None:
    """Of the post that this decision gave the intern, replaced since or not; None: it gave none."""
    return _receipt(tx.one(f"{_SELECT} AND seq = %s", [amphi_id, intern_id, seq]))


def _receipt(row: Row | None) -> Receipt | None:
    return None if row is None else Receipt(**{**row, "signature": bytes(row["signature"])})
