"""Hears what identity decides of interns' rights, in case `ApplyRights` did not arrive (decision 6)."""

from dataclasses import dataclass
from uuid import UUID

from chassis.database import Transaction
from chassis.events.interests import Interests
from dci.events.v1.events_pb2 import Event
from services.session.grpc_api import read
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.engine import Engine

INTERESTS = Interests(bodies=frozenset({"absence_changed"}))


@dataclass(frozen=True, slots=True)
class HearRights:
    """The handler. It works in transactions of its own: the version makes it safe to hear twice."""

    engine: Engine

    def __call__(self, _tx: Transaction, event: Event) -> None:
        """An absence, a type de choix or a procuration changed."""
        told = event.absence_changed
        intern_id = UUID(told.intern_id)
        droits, par = read.droits(told), read.decideurs(told)
        apply_rights(self.engine, intern_id, told.semestre, told.version, droits, motif="", par=par)
