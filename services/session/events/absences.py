"""Hears identity's planned absences, in case `ApplyRights` did not arrive (decision 6)."""

from dataclasses import dataclass
from uuid import UUID

from chassis.database import Transaction
from dci.events.v1.events_pb2 import Event
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.engine import Engine


@dataclass(frozen=True, slots=True)
class HearAbsences:
    """The handler. It works in transactions of its own: the version makes it safe to hear twice."""

    engine: Engine

    def __call__(self, _tx: Transaction, event: Event) -> None:
        """An absence was recorded or taken back; other events are none of ours."""
        if event.WhichOneof("body") != "absence_changed":
            return
        told = event.absence_changed
        apply_rights(
            self.engine, UUID(told.intern_id), told.semestre, told.version, absent=told.absent, motif=""
        )
