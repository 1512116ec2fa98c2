"""What boards ask of an offer: all of it, what changed since, and how far it is (decision 10)."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.database import Database, Row
from services.postes.use_cases.ports import OfferBoard

FURTHEST = 1000
"""Changes in one answer; whoever is further behind takes a snapshot."""


@dataclass(frozen=True, slots=True)
class WatchOffer:
    """The use cases and their ports."""

    database: Database
    board: OfferBoard

    def snapshot(self, offer_id: str) -> tuple[int, list[Row]]:
        """The version, and the published posts exactly as they were at that version."""
        with self.database.transaction() as tx:
            tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return self.board.version(tx, offer_id), self.board.of_offer(tx, offer_id)

    def since(self, offer_id: str, after: int) -> list[bytes] | None:
        """The changes after that version, as they were told; None where a snapshot is needed.

        Whoever is ahead of the offer has seen what no longer is, and needs a snapshot too.
        """
        with self.database.transaction() as tx:
            newest = self.board.version(tx, offer_id)
            if not 0 <= newest - after <= FURTHEST:
                return None
            return self.board.changes_after(tx, offer_id, after, FURTHEST)

    def heads(self, offer_ids: Sequence[str]) -> dict[str, int]:
        """The newest version of each of these."""
        with self.database.transaction() as tx:
            return self.board.heads(tx, offer_ids)
