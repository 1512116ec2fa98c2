"""The outbox: events are rows of the same transaction as the state they tell of (decision 8)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from chassis.database import DirectConnection, Row, Transaction
from chassis.events.topics import FIVE_WEEKS, Topic
from chassis.rpc.context import request_id
from dci.events.v1.events_pb2 import Event

CHANNEL: Final = "outbox"
"""Notified after each commit that published something."""

LARGEST_BYTES: Final = 900_000
"""Kafka takes a little over a megabyte; a larger event would stand in the relay's way for ever."""

INBOX_DAYS: Final = timedelta(days=45)
"""Longer than Kafka and the outbox can send an event again."""


def publish(tx: Transaction, topic: Topic, *events: Event) -> None:
    """Tells these events if and when the transaction commits; fills in `id`, `at`, `request_id` where empty.

    Events of one aggregate are told in the order of their transactions, provided that whoever publishes
    holds the aggregate's lock.
    """
    _complete(tx, events)
    tx.insert_many(
        "INSERT INTO outbox (topic, aggregate, event_id, payload) VALUES %s",
        [(topic.name, event.aggregate, event.id, _payload(event)) for event in events],
    )
    tx.notify(CHANNEL)


def _complete(tx: Transaction, events: Sequence[Event]) -> None:
    undated = [event for event in events if not event.HasField("at")]
    if undated:
        now: datetime = tx.value("SELECT clock_timestamp()")
        for event in undated:
            event.at.FromDatetime(now)
    for event in events:
        event.id = event.id or str(uuid4())
        event.request_id = event.request_id or request_id() or ""


def _payload(event: Event) -> bytes:
    if not event.aggregate:
        raise ValueError("an event needs its aggregate: it is the key that keeps order")
    payload = event.SerializeToString()
    if len(payload) > LARGEST_BYTES:
        raise ValueError(f"event of {len(payload)} bytes; at most {LARGEST_BYTES} pass through Kafka")
    return payload


def unpublished(session: DirectConnection, limit: int) -> list[Row]:
    """The rows still to be sent, oldest first.

    By state and not by a high-water mark: of two transactions the lower id may commit later.
    """
    return session.all(
        "SELECT id, topic, aggregate, payload FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT %s",
        [limit],
    )


def mark_published(session: DirectConnection, ids: list[int]) -> None:
    """Remembers that Kafka has these rows."""
    session.execute("UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY(%s)", [ids])


def oldest_age_seconds(session: DirectConnection) -> float:
    """For how long the first unsent row has been waiting; 0 if there is none."""
    age = session.value(
        "SELECT extract(epoch FROM clock_timestamp() - created_at)::float8 FROM outbox"
        " WHERE published_at IS NULL ORDER BY id LIMIT 1"
    )
    return float(age or 0)


def forget_old(tx: Transaction) -> None:
    """Deletes what was sent, and what was heard, longer ago than it is kept."""
    tx.execute("DELETE FROM outbox WHERE published_at < clock_timestamp() - %s", [FIVE_WEEKS])
    tx.execute("DELETE FROM inbox WHERE handled_at < clock_timestamp() - %s", [INBOX_DAYS])
