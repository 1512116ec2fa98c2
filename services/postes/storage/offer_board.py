"""What boards show of an offer: its published posts, its version, its changes."""

from collections.abc import Sequence

from chassis.database import Row, Transaction
from services.postes.storage.offers import changes_after, heads, version
from services.postes.storage.post_search import BY_WARD

__all__ = ["by_numbers", "changes_after", "heads", "of_offer", "version"]


def of_offer(tx: Transaction, offer_id: str) -> list[Row]:
    """Every published post of a stock, as its board shows them."""
    return tx.all(
        f"SELECT * FROM post_line WHERE offer_id = %s AND publie ORDER BY {BY_WARD}, numero",  # noqa: S608
        [offer_id],
    )


def by_numbers(tx: Transaction, offer_id: str, numeros: Sequence[int]) -> dict[int, Row]:
    """These posts of a stock, by number."""
    if not numeros:
        return {}
    rows = tx.all(
        "SELECT * FROM post_line WHERE offer_id = %s AND numero = ANY(%s) ORDER BY numero",
        [offer_id, list(numeros)],
    )
    return {row["numero"]: row for row in rows}
