"""The relay: in order, one at a time, and whatever dies, nothing lost and nothing handled twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chassis.database import Database
from chassis.database.migrate import migrate
from chassis.events import relay
from chassis.events.consumer import Consumer
from chassis.events.outbox import publish
from chassis.events.part import ThreadPart
from chassis.events.relay import ADVISORY_LOCK, AGE, Relay
from chassis.events.topics import Topic, create_topics
from chassis.tests.events.telling import note, noted, tell, unsent
from chassis.tests.restartable import restartable_kafka, restartable_postgres
from chassis.tests.waiting import eventually
from dci.events.v1.events_pb2 import Event

pytestmark = pytest.mark.real

Start = Callable[[ThreadPart], None]

RELAY = """
import os, sys, time
from chassis.database import Database
from chassis.events import outbox
from chassis.events.relay import Relay
_, dsn, bootstrap, dies = sys.argv
if dies == "between":
    outbox.mark_published = lambda session, ids: os._exit(9)
relay = Relay(Database(dsn, "relay"), bootstrap)
relay.start()
print("started", flush=True)
while relay.alive():
    time.sleep(0.1)
"""


@contextmanager
def relay_process(dsn: str, bootstrap: str, dies: str = "") -> Iterator[subprocess.Popen[str]]:
    """A relay in a process of its own, so that it can be killed or stopped."""
    process = subprocess.Popen(
        [sys.executable, "-c", RELAY, dsn, bootstrap, dies], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def leader(database: Database) -> int | None:
    """The backend that holds the relay's lock."""
    with database.transaction() as tx:
        found: int | None = tx.value(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [ADVISORY_LOCK],
        )
    return found


def test_keeps_the_order_of_each_aggregate_with_two_relays(
    database: Database, kafka_bootstrap: str, topic: Topic, running: Start
) -> None:
    for _ in range(2):
        running(Relay(database, kafka_bootstrap))
    running(Consumer(topic.name, [topic], note, database, kafka_bootstrap))
    for number in range(40):
        for aggregate in ("a", "b", "c"):
            tell(database, topic, aggregate, [number])

    for aggregate in ("a", "b", "c"):
        eventually(lambda key=aggregate: len(noted(database, key)) >= 40)  # type: ignore[misc]
        assert noted(database, aggregate) == list(range(40))
    eventually(lambda: unsent(database) == 0)


def test_large_events_and_many_small_ones_arrive_in_order(
    database: Database, kafka_bootstrap: str, topic: Topic, running: Start
) -> None:
    """Together more than one request of Kafka's takes."""
    with database.transaction() as tx:
        large = [Event(aggregate="a", number=number, request_id="x" * 890_000) for number in range(3)]
        small = [Event(aggregate="a", number=number) for number in range(3, 400)]
        publish(tx, topic, *large, *small, Event(aggregate="b", number=0))
        tx.commit()
    running(Consumer(topic.name, [topic], note, database, kafka_bootstrap))

    running(Relay(database, kafka_bootstrap))

    eventually(lambda: unsent(database) == 0)
    eventually(lambda: len(noted(database, "a")) >= 400)
    assert noted(database, "a") == list(range(400))
    assert noted(database, "b") == [0]


@pytest.mark.rule("PERF-2b")
def test_an_event_wakes_the_relay_which_need_not_look(
    database: Database,
    kafka_bootstrap: str,
    topic: Topic,
    running: Start,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(relay, "TOUCH_SECONDS", 60.0)
    monkeypatch.setattr(relay, "SESSION_ENDS_AFTER_MS", 60_000)
    running(Relay(database, kafka_bootstrap))
    eventually(lambda: leader(database))
    for number in range(3):
        AGE.set(9)  # as after a long absence of Kafka, with events that come without a pause
        tell(database, topic, "a", [number])
        eventually(lambda: unsent(database) == 0)
        eventually(lambda: AGE._value.get() == 0)
    monkeypatch.undo()
    tell(database, topic, "a", [3])  # wakes it once more, so that it stops in time


def test_a_relay_that_ends_is_replaced(
    database: Database, kafka_bootstrap: str, topic: Topic, running: Start
) -> None:
    first, second = Relay(database, kafka_bootstrap), Relay(database, kafka_bootstrap)
    first.start()
    eventually(lambda: leader(database))
    before = leader(database)
    running(second)
    tell(database, topic, "a", [1])
    eventually(lambda: unsent(database) == 0)
    assert leader(database) == before

    first.stop()
    tell(database, topic, "a", [2])

    eventually(lambda: unsent(database) == 0)
    assert leader(database) != before


def test_dying_between_sending_and_marking_repeats_nothing_for_the_inbox(
    dsn: str, database: Database, kafka_bootstrap: str, topic: Topic, running: Start
) -> None:
    tell(database, topic, "a", [1, 2, 3])
    with relay_process(dsn, kafka_bootstrap, dies="between") as dying:
        assert dying.wait(timeout=20) == 9
    assert unsent(database) == 3

    running(Relay(database, kafka_bootstrap))
    heard: list[int] = []
    consumer = Consumer(topic.name, [topic], note, database, kafka_bootstrap)
    running(consumer)
    running(
        Consumer(
            f"{topic.name}-bis",
            [topic],
            lambda _tx, event: heard.append(event.number),
            database,
            kafka_bootstrap,
        )
    )

    eventually(lambda: unsent(database) == 0)
    eventually(lambda: len(noted(database, "a")) >= 3)
    eventually(lambda: len(heard) >= 3)
    assert noted(database, "a") == [1, 2, 3]
    assert heard == [1, 2, 3]
    assert sent_twice(kafka_bootstrap, topic), "the test must have made duplicates"


def sent_twice(bootstrap: str, topic: Topic) -> bool:
    """Whether the topic holds an event more than once."""
    from kafka import KafkaConsumer  # noqa: PLC0415

    reader = KafkaConsumer(
        topic.name, bootstrap_servers=bootstrap, auto_offset_reset="earliest", consumer_timeout_ms=2_000
    )
    values = [record.value for record in reader]
    reader.close()
    return len(values) > len(set(values))


def test_a_stopped_relay_loses_its_turn(
    dsn: str, database: Database, kafka_bootstrap: str, topic: Topic, running: Start
) -> None:
    with relay_process(dsn, kafka_bootstrap) as frozen:
        eventually(lambda: leader(database))
        before = leader(database)
        os.kill(frozen.pid, signal.SIGSTOP)
        running(Relay(database, kafka_bootstrap))
        tell(database, topic, "a", [1])

        eventually(lambda: unsent(database) == 0, seconds=15)

        assert leader(database) not in (None, before)


def test_waits_for_kafka_and_sends_everything_when_it_is_back(
    database: Database, new_topic: Topic, running: Start, tmp_path: Path
) -> None:
    part, broker = restartable_kafka(tmp_path)
    broker.start()
    create_topics(part.address, [new_topic])
    running(Relay(database, part.address))
    running(Consumer(new_topic.name, [new_topic], note, database, part.address))
    tell(database, new_topic, "a", [1])
    eventually(lambda: noted(database, "a") == [1])

    broker.stop()
    tell(database, new_topic, "a", range(2, 30))
    eventually(lambda: AGE._value.get() > 2)
    assert unsent(database) == 28
    broker.start()

    eventually(lambda: unsent(database) == 0, seconds=40)
    eventually(lambda: len(noted(database, "a")) >= 29, seconds=40)
    assert noted(database, "a") == list(range(1, 30))
    broker.stop()


def test_stops_in_time_while_kafka_is_away(database: Database, new_topic: Topic, tmp_path: Path) -> None:
    part, broker = restartable_kafka(tmp_path)
    broker.start()
    create_topics(part.address, [new_topic])
    relay, consumer = (
        Relay(database, part.address),
        Consumer(new_topic.name, [new_topic], note, database, part.address),
    )
    for running_part in (relay, consumer):
        running_part.start()
    tell(database, new_topic, "a", [1])
    eventually(lambda: noted(database, "a") == [1])
    broker.stop()
    tell(database, new_topic, "a", [2])
    eventually(lambda: AGE._value.get() > 1)
    started = time.monotonic()

    for stopping_part in (consumer, relay):
        stopping_part.stop()
        assert not stopping_part.alive()

    assert time.monotonic() - started < 7


def test_survives_a_restart_of_its_database(
    kafka_bootstrap: str, topic: Topic, running: Start, tmp_path: Path
) -> None:
    part, server = restartable_postgres(tmp_path)
    server.start()
    migrate(part.superuser_dsn, "chassis")
    database = Database(part.superuser_dsn, "tests")
    with database.transaction() as tx:
        tx.execute(
            "CREATE TABLE note (id bigint GENERATED ALWAYS AS IDENTITY, aggregate text, number bigint)"
        )
        tx.commit()
    running(Relay(database, kafka_bootstrap))
    running(Consumer(topic.name, [topic], note, database, kafka_bootstrap))
    tell(database, topic, "a", [1])
    eventually(lambda: noted(database, "a") == [1])

    server.stop()
    server.start()
    tell(database, topic, "a", [2])

    eventually(lambda: noted(database, "a") == [1, 2])
    server.stop()
    database.close()
