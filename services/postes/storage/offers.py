"""The stocks: their locks, their versions and what each version changed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from chassis.database import Transaction


def lock(tx: Transaction, offer_id: str) -> bool:
    """Hold the offer until the end of the transaction; False if there is no such offer."""
    return tx.one("SELECT version FROM offer WHERE offer_id = %s FOR UPDATE", [offer_id]) is not None


def ensure_locked(tx: Transaction, offer_ids: Collection[str]) -> None:
    """Create the offers that are missing and hold all of them, in the order of their names."""
    ordered = sorted(set(offer_ids))
    tx.insert_many(
        "INSERT INTO offer (offer_id) VALUES %s ON CONFLICT DO NOTHING", [(offer_id,) for offer_id in ordered]
    )
    tx.all("SELECT offer_id FROM offer WHERE offer_id = ANY(%s) ORDER BY offer_id FOR UPDATE", [ordered])


def advance(tx: Transaction, offer_id: str, changes: int) -> tuple[int, datetime]:
    """Count so many changes; the offer's version before them, and now. The caller holds the offer."""
    row = tx.one(
        "UPDATE offer SET version = version + %s WHERE offer_id = %s"
        " RETURNING version, clock_timestamp() AS now",
        [changes, offer_id],
    )
    if row is None:
        raise LookupError(f"no offer {offer_id}")
    return row["version"] - changes, row["now"]


def keep_changes(tx: Transaction, offer_id: str, bodies: Sequence[tuple[int, bytes]]) -> None:
    """Keep what each version changed, for those who ask where they stood."""
    tx.insert_many(
        "INSERT INTO offer_change (offer_id, version, body) VALUES %s",
        [(offer_id, version, body) for version, body in bodies],
    )


def version(tx: Transaction, offer_id: str) -> int:
    """The newest version; 0 for an offer that has not begun."""
    return int(tx.value("SELECT version FROM offer WHERE offer_id = %s", [offer_id]) or 0)


def heads(tx: Transaction, offer_ids: Sequence[str]) -> dict[str, int]:
    """The newest version of each of these; 0 for one that has not begun."""
    rows = tx.all(
        "SELECT offer_id, version FROM offer WHERE offer_id = ANY(%s) ORDER BY offer_id", [list(offer_ids)]
    )
    return dict.fromkeys(offer_ids, 0) | {row["offer_id"]: row["version"] for row in rows}


def changes_after(tx: Transaction, offer_id: str, after: int, limit: int) -> list[bytes]:
    """What changed after that version, oldest first, at most `limit`."""
    rows = tx.all(
        "SELECT body FROM offer_change WHERE offer_id = %s AND version > %s ORDER BY version LIMIT %s",
        [offer_id, after, limit],
    )
    return [bytes(row["body"]) for row in rows]
