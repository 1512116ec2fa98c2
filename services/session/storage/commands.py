"""What was asked, by key, with its answer; what postes has not answered yet (decisions 4 and 5)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.session.domain.codec import Json, plain, rebuilt
from services.session.domain.demande import (
    Demande,
    DemandeCorrection,
    DemandePlacement,
    Question,
    turn_in,
)
from services.session.use_cases.asked import Answer, Stored, read, written

_COLUMNS: Final = "id, amphi_id, key, actor, content, payload, answer"
_SELECT: Final = f"SELECT {_COLUMNS} FROM command"  # noqa: S608  # our columns


def find(tx: Transaction, amphi_id: UUID, key: str) -> Stored | None:
    """The command of this key."""
    return _stored(tx.one(f"{_SELECT} WHERE amphi_id = %s AND key = %s", [amphi_id, key]))


def unanswered(tx: Transaction, amphi_id: UUID) -> list[Stored]:
    """What waits for postes, the oldest first."""
    rows = tx.all(f"{_SELECT} WHERE amphi_id = %s AND answer IS NULL ORDER BY received_at, id", [amphi_id])
    return [stored for row in rows if (stored := _stored(row)) is not None]


def add(tx: Transaction, stored: Stored, received_at: datetime) -> None:
    """Keep a command; the schema refuses a second unanswered choice of a turn."""
    question = stored.question
    tx.execute(
        """
        INSERT INTO command (id, amphi_id, key, turn_id, received_at, actor, content, payload, answer)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            stored.command_id,
            stored.amphi_id,
            stored.key,
            None if question is None else turn_in(question),
            received_at,
            stored.actor,
            stored.content,
            None if question is None else plain(question),
            None if stored.answer is None else written(stored.answer),
        ],
    )


def answer(tx: Transaction, command_id: UUID, answer: Answer) -> None:
    """Keep the answer of a question that waited for it."""
    tx.execute("UPDATE command SET answer = %s WHERE id = %s", [written(answer), command_id])


def _stored(row: Row | None) -> Stored | None:
    if row is None:
        return None
    return Stored(
        command_id=row["id"],
        amphi_id=row["amphi_id"],
        key=row["key"],
        actor=row["actor"],
        content=row["content"],
        question=None if row["payload"] is None else _question(row["payload"]),
        answer=None if row["answer"] is None else read(row["answer"]),
    )


def _question(payload: Json) -> Question:
    """Told apart by what they are about."""
    if "placement" in payload:
        return rebuilt(DemandePlacement, payload)
    if "correction" in payload:
        return rebuilt(DemandeCorrection, payload)
    return rebuilt(Demande, payload)
