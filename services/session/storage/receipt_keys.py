"""The keys of receipts: one signs, every public one stays (ENG-8)."""

from datetime import datetime
from typing import Final

from chassis.database import Row, Transaction
from services.session.domain.receipt import ReceiptKey

_SELECT: Final = "SELECT id, public, private, since, until FROM receipt_key"


def now(tx: Transaction) -> datetime:
    """The database's clock."""
    instant: datetime = tx.value("SELECT clock_timestamp()")
    return instant


def signing(tx: Transaction) -> ReceiptKey | None:
    """The key that signs, which stays the one until the end of the transaction; None: there is none yet."""
    row = tx.one(f"{_SELECT} WHERE until IS NULL FOR SHARE")
    return None if row is None else _key(row)


def hold_still(tx: Transaction) -> None:
    """Let nobody else change keys until the end of the transaction; reading and signing go on."""
    tx.execute("LOCK TABLE receipt_key IN SHARE ROW EXCLUSIVE MODE")


def add(tx: Transaction, key: ReceiptKey) -> None:
    """A new key signs; the schema refuses a second one."""
    tx.execute(
        "INSERT INTO receipt_key (id, public, private, since, until) VALUES (%s, %s, %s, %s, %s)",
        [key.id, key.public, key.private, key.since, key.until],
    )


def retire(tx: Transaction, key_id: str) -> None:
    """It signs no more: its private part is forgotten. Waits for those who are signing with it."""
    tx.execute(
        "UPDATE receipt_key SET until = clock_timestamp(), private = NULL WHERE id = %s AND until IS NULL",
        [key_id],
    )


def all_of_them(tx: Transaction) -> list[ReceiptKey]:
    """Every key ever, the newest first."""
    return [_key(row) for row in tx.all(f"{_SELECT} ORDER BY since DESC, id")]


def _key(row: Row) -> ReceiptKey:
    private = None if row["private"] is None else bytes(row["private"])
    return ReceiptKey(row["id"], bytes(row["public"]), private, row["since"], row["until"])
