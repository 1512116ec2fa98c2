"""The decision logs, and the free texts that lie beside them (ENG-8)."""

import json
from collections.abc import Sequence
from uuid import UUID

from chassis.database import Row, Transaction
from services.session.domain.codec import canonical
from services.session.domain.record import Decision


def append(tx: Transaction, decisions: Sequence[Decision]) -> None:
    """Add to the end; the primary key refuses a number twice."""
    tx.insert_many(
        "INSERT INTO decision (amphi_id, seq, at, actor, type, payload, prev_hash, hash) VALUES %s",
        [
            (
                one.amphi_id,
                one.seq,
                one.at,
                one.actor,
                one.type,
                canonical(one.payload),
                one.prev_hash,
                one.hash,
            )
            for one in decisions
        ],
    )


def after(
    tx: Transaction, amphi_id: UUID, after: int, up_to: int | None, limit: int | None
) -> list[Decision]:
    """Decisions after a number, in order."""
    rows = tx.all(
        """
        SELECT amphi_id, seq, at, actor, type, payload, prev_hash, hash FROM decision
        WHERE amphi_id = %s AND seq > %s AND (%s IS NULL OR seq <= %s)
        ORDER BY seq LIMIT %s
        """,
        [amphi_id, after, up_to, up_to, limit],
    )
    return [_decision(row) for row in rows]


def _decision(row: Row) -> Decision:
    return Decision(**{**row, "payload": json.loads(row["payload"])})
