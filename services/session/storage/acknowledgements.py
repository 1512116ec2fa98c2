"""Who has verified the order of passage of which call list (AMV-2)."""

from uuid import UUID

from chassis.database import Transaction
from services.session.storage.forgotten import busy_if_forgotten


def add(tx: Transaction, amphi_id: UUID, intern_id: UUID, version_id: UUID) -> None:
    """Once; again changes nothing."""
    with busy_if_forgotten():
        tx.execute(
            """
            INSERT INTO acknowledgement (amphi_id, intern_id, call_list_version_id, at)
            VALUES (%s, %s, %s, clock_timestamp()) ON CONFLICT DO NOTHING
            """,
            [amphi_id, intern_id, version_id],
        )


def has(tx: Transaction, amphi_id: UUID, intern_id: UUID, version_id: UUID) -> bool:
    """Whether the intern has."""
    return bool(
        tx.value(
            """
            SELECT EXISTS (
                SELECT FROM acknowledgement
                WHERE amphi_id = %s AND intern_id = %s AND call_list_version_id = %s
            )
            """,
            [amphi_id, intern_id, version_id],
        )
    )
