"""What was asked, by key, with its answer; choices that postes has not answered yet (decision 4)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.session.domain.codec import plain, rebuilt
from services.session.domain.demande import Demande
from services.session.use_cases.asked import Answer, Stored, read, written

_COLUMNS: Final = "id, amphi_id, key, actor, content, payload, answer"
_SELECT: Final = f"SELECT {_COLUMNS} FROM command"  # noqa: S608  # our columns


def find(tx: Transaction, amphi_id: UUID, key: str) -> Stored | None:
    """The command of this key."""
    return _stored(tx.one(f"{_SELECT} WHERE amphi_id = %s AND key = %s", [amphi_id, key]))


def unanswered(tx: Transaction, amphi_id: UUID) -> Stored | None:
    """The choice that waits for postes."""
    return _stored(tx.one(f"{_SELECT} WHERE amphi_id = %s AND answer IS NULL", [amphi_id]))


def add(tx: Transaction, stored: Stored, received_at: datetime) -> None:
    """Keep a command; the schema refuses a second unanswered choice of a turn."""
    demande = stored.demande
    tx.execute(
        """
        INSERT INTO command (id, amphi_id, key, turn_id, received_at, actor, content, payload, answer)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            stored.command_id,
            stored.amphi_id,
            stored.key,
            None if demande is None else demande.choix.turn_id,
            received_at,
            stored.actor,
            stored.content,
            None if demande is None else plain(demande),
            None if stored.answer is None else written(stored.answer),
        ],
    )


def answer(tx: Transaction, command_id: UUID, answer: Answer) -> None:
    """Keep the answer of a choice."""
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
        demande=None if row["payload"] is None else rebuilt(Demande, row["payload"]),
        answer=None if row["answer"] is None else read(row["answer"]),
    )
