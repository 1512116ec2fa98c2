"""The engine's own part: look at every amphi that is due, whoever gets its row (decision 3, G-5)."""

from dataclasses import dataclass
from uuid import UUID

from services.session.domain import commands
from services.session.domain.record import ENGINE
from services.session.use_cases.asked import Stored
from services.session.use_cases.engine import Engine
from services.session.use_cases.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Look:
    """What the ticker of every replica does, several times a second."""

    engine: Engine

    def due(self) -> list[UUID]:
        """The amphis that need the engine now, the longest overdue first."""
        with self.engine.database.reading() as tx:
            return self.engine.books.amphis.due(tx)

    def at(self, amphi_id: UUID) -> tuple[Stored, ...]:
        """Do what is due in this amphi; what has waited for postes for too long, and is to be finished.

        Another replica that holds the row is doing just that: then there is nothing to do here.
        """
        engine = self.engine
        with engine.database.transaction() as tx:
            row = engine.books.amphis.lock_if_free(tx, amphi_id)
            if row is None:
                return ()
            sitting = Sitting(tx, engine.books, row)
            settle = sitting.judge(commands.Look(), ENGINE)
            amphi = sitting.keep()
            if sitting.decisions:
                tx.commit()
            else:
                tx.commit_unflushed()
            engine.books.hot.keep(amphi)
            waiting = sitting.waiting_too_long()
            return waiting if settle is None or sitting.choice is None else (sitting.choice, *waiting)
