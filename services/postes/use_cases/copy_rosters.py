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

    def __call__(self) -> int:
        """Copy those still wanted; how many. What session cannot give now is asked again at the next call."""
        with self.database.transaction() as tx:
            wanted = self.rosters.rosters_wanted(tx)
        for amphi_id, seq in wanted:
            lines = self.roster_of(amphi_id)
            with self.database.transaction() as tx:
                self.rosters.keep_roster(tx, amphi_id, seq, lines)
                tx.commit()
        return len(wanted)
