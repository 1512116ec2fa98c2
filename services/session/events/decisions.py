"""Publishes decisions in the transaction that appends them; key amphi_id, number seq (decision 8)."""

from collections.abc import Sequence

from chassis.database import Transaction
from chassis.events.outbox import publish
from chassis.events.topics import DECISIONS
from dci.events.v1.events_pb2 import Event
from services.session.domain.record import Decision
from services.session.grpc_api import messages


def tell(tx: Transaction, told: Sequence[tuple[Decision, str]], rehearsal: str) -> None:
    """Each with the free text that lies beside it; marked where it is a rehearsal's (SIM-1)."""
    publish(tx, DECISIONS, *(_event(decision, text, rehearsal) for decision, text in told))


def _event(decision: Decision, text: str, rehearsal: str) -> Event:
    return Event(
        aggregate=str(decision.amphi_id),
        number=decision.seq,
        at=messages.timestamp(decision.at),
        decision=messages.decision(decision, text),
        rehearsal=rehearsal,
    )
