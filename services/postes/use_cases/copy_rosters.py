"""Copy from session the call lists that amphis took, for the list of affectations (AFF-1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Database
from services.postes.domain.appele import Appele
from services.postes.use_cases.ports import Rosters

RosterOf = Callable[[UUID], Sequence[Appele]]
"""Asks session for an amphi's roster."""


@dataclass(frozen=True, slots=True)
class CopyRosters:
    """The use case and its ports."""

    database: Database
    rosters: Rosters
    roster_of: RosterOf

    def wanted(self) -> list[tuple[UUID, int]]:
        """The amphis whose roster is still to be copied, with the decision that made it so."""
        with self.database.transaction() as tx:
            return self.rosters.rosters_wanted(tx)

    def copy(self, amphi_id: UUID, seq: int) -> None:
        """Copy the roster that an amphi took; what session cannot give now stays wanted."""
        lines = self.roster_of(amphi_id)
        with self.database.transaction() as tx:
            self.rosters.keep_roster(tx, amphi_id, seq, lines)
            tx.commit()
