"""The mail queue in SQL, one function a question."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.database import Row, Transaction
from services.notifications.domain.mail import Composed, Mail, Template, delay_after


def queue(
    tx: Transaction,
    *,
    event_id: str,
    mail_id: UUID,
    template: Template,
    intern_id: UUID,
    about: dict[str, Any],
) -> None:
    """Puts a mail in the queue; the same event again changes nothing."""
    tx.execute(
        "INSERT INTO mail (id, event_id, template, intern_id, about) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT ON CONSTRAINT mail_once_an_event DO NOTHING",
        [mail_id, event_id, template.value, intern_id, about],
    )


def begin_next_attempt(tx: Transaction) -> Mail | None:
    """Takes the mail that waits longest and counts the attempt; if we die, it is due again later."""
    row = tx.one(
        "SELECT id, template, intern_id, about, attempts, recipient, content FROM mail"
        " WHERE state = 'attente' AND next_at <= now() ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED"
    )
    if row is None:
        return None
    attempts = row["attempts"] + 1
    tx.execute(
        "UPDATE mail SET attempts = %s, next_at = now() + %s WHERE id = %s",
        [attempts, delay_after(attempts), row["id"]],
    )
    return Mail(
        id=row["id"],
        template=Template(row["template"]),
        intern_id=row["intern_id"],
        about=row["about"],
        attempts=attempts,
        recipient=row["recipient"],
        content=None if row["content"] is None else bytes(row["content"]),
    )


def keep_content(tx: Transaction, mail_id: UUID, composed: Composed) -> None:
    """Keeps the bytes that every attempt sends."""
    tx.execute(
        "UPDATE mail SET recipient = %s, content = %s WHERE id = %s",
        [composed.recipient, composed.content, mail_id],
    )


def record_sent(tx: Transaction, mail_id: UUID) -> None:
    """The server accepted it; its text is forgotten."""
    tx.execute(
        "UPDATE mail SET state = 'envoye', sent_at = now(), recipient = NULL, content = NULL, error = NULL"
        " WHERE id = %s",
        [mail_id],
    )


def record_refused(tx: Transaction, mail_id: UUID, error: str) -> None:
    """The server refused for good; staff decide."""
    tx.execute("UPDATE mail SET state = 'echec', error = %s WHERE id = %s", [error, mail_id])


def record_needless(tx: Transaction, mail_id: UUID) -> None:
    """There was nobody to tell; the row stays, so that the event heard again asks for nothing."""
    tx.execute("UPDATE mail SET state = 'sans_objet' WHERE id = %s", [mail_id])


def record_delayed(tx: Transaction, mail_id: UUID, error: str) -> None:
    """Not now; it stays in the queue and says why."""
    tx.execute("UPDATE mail SET error = %s WHERE id = %s", [error, mail_id])


def failed(tx: Transaction) -> Sequence[Row]:
    """What was refused, newest first, at most 500."""
    return tx.all(
        "SELECT id, template, intern_id, error, created_at FROM mail WHERE state = 'echec'"
        " ORDER BY created_at DESC, id LIMIT 500"
    )


def put_back(tx: Transaction, mail_id: UUID) -> bool:
    """Puts a refused mail back in the queue, to be composed anew (the address may have been corrected)."""
    return (
        tx.execute(
            "UPDATE mail SET state = 'attente', next_at = now(), attempts = 0,"
            " recipient = NULL, content = NULL WHERE id = %s AND state = 'echec'",
            [mail_id],
        )
        == 1
    )


def waiting(tx: Transaction) -> int:
    """How many wait to be sent."""
    return int(tx.value("SELECT count(*) FROM mail WHERE state = 'attente'"))
