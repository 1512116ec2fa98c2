"""Telling and noting, as tests of events do."""

from collections.abc import Iterable

from chassis.database import Database, Transaction
from chassis.events.outbox import publish
from chassis.events.topics import Topic
from dci.events.v1.events_pb2 import Event


def tell(database: Database, topic: Topic, aggregate: str, numbers: Iterable[int]) -> None:
    """One transaction an event."""
    for number in numbers:
        with database.transaction() as tx:
            publish(tx, topic, Event(aggregate=aggregate, number=number))
            tx.commit()


def note(tx: Transaction, event: Event) -> None:
    """A handler that writes down what it gets."""
    tx.execute("INSERT INTO note (aggregate, number) VALUES (%s, %s)", [event.aggregate, event.number])


def noted(database: Database, aggregate: str) -> list[int]:
    """What was written down of this aggregate, in order."""
    with database.transaction() as tx:
        rows = tx.all("SELECT number FROM note WHERE aggregate = %s ORDER BY id", [aggregate])
    return [row["number"] for row in rows]


def unsent(database: Database) -> int:
    """How many rows of the outbox still wait."""
    with database.transaction() as tx:
        return int(tx.value("SELECT count(*) FROM outbox WHERE published_at IS NULL"))
