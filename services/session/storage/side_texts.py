"""Free texts beside the logs: erasing one leaves the chain whole (ENG-8)."""

from uuid import UUID

from chassis.database import Transaction
from services.session.use_cases.asked import SideText


def add(tx: Transaction, amphi_id: UUID, text: SideText) -> None:
    """Keep one."""
    tx.execute(
        "INSERT INTO side_text (amphi_id, hash, salt, text) VALUES (%s, %s, %s, %s)",
        [amphi_id, text.hash, text.salt, text.text],
    )


def of(tx: Transaction, amphi_id: UUID) -> dict[str, str]:
    """All of an amphi, by hash."""
    rows = tx.all("SELECT hash, text FROM side_text WHERE amphi_id = %s ORDER BY hash", [amphi_id])
    return {row["hash"]: row["text"] for row in rows}
