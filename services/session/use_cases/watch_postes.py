"""Probe postes while an amphi runs, for all replicas and for oneself (decision 3, G-6)."""

from dataclasses import dataclass
from datetime import timedelta

from chassis.database import Database
from chassis.errors import DomainError
from services.session.domain.moment import Moment
from services.session.use_cases.books import Books
from services.session.use_cases.errors import PostesInjoignables
from services.session.use_cases.ports import Postes

WITHOUT_A_GAP = timedelta(seconds=2)


@dataclass(slots=True)
class WatchPostes:
    """`reached` is what this replica's own last probe said; None before the first one."""

    database: Database
    books: Books
    postes: Postes
    reached: bool | None = None

    def __call__(self) -> None:
        """Probe once, if anything runs, and stamp a success for everybody."""
        with self.database.reading() as tx:
            needed = self.books.amphis.any_runs(tx)
        if not needed:
            self.reached = True
            return
        try:
            self.postes.probe()
        except DomainError:
            self.reached = False
            return
        with self.database.transaction() as tx:
            self.books.probes.stamp(tx, WITHOUT_A_GAP)
            tx.commit_unflushed()
        self.reached = True

    def must_leave_it_to_others(self) -> bool:
        """Whether this replica is cut off from postes while another one reaches it."""
        if self.reached:
            return False
        with self.database.transaction() as tx:
            now, probes = self.books.amphis.now(tx), self.books.probes.read(tx)
        return Moment(now, probes=probes).postes_is_fresh

    def require(self) -> None:
        """Refuse to serve a choice where others can; raises `PostesInjoignables`."""
        if self.must_leave_it_to_others():
            raise PostesInjoignables
