"""Publishes each decision in the transaction that appends it; key amphi_id, number seq (decision 8)."""

from chassis.database import Transaction
from chassis.events.outbox import publish
from chassis.events.topics import DECISIONS
from dci.events.v1.events_pb2 import Event
from services.session.domain.record import Decision
from services.session.grpc_api import messages


def tell(tx: Transaction, decision: Decision, text: str, rehearsal: str) -> None:
    """The decision, with the free text that lies beside it; marked where it is a rehearsal's (SIM-1)."""
    event = Event(
        aggregate=str(decision.amphi_id),
        number=decision.seq,
        at=messages.timestamp(decision.at),
        decision=messages.decision(decision, text),
        rehearsal=rehearsal,
    )
    publish(tx, DECISIONS, event)
