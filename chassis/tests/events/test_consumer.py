"""Group consumers: each event once whoever reads it; poison parks its key; what is away is waited for."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from chassis.database import Database, Transaction
from chassis.database.migrate import migrate
from chassis.events.consumer import HEARD, PARKED, Consumer
from chassis.events.part import ThreadPart
from chassis.events.relay import Relay
from chassis.events.topics import Topic
from chassis.tests.events.telling import note, noted, tell
from chassis.tests.restartable import restartable_postgres
from chassis.tests.waiting import eventually
from dci.events.v1.events_pb2 import Event

pytestmark = pytest.mark.real

Start = Callable[[ThreadPart], None]


def test_members_that_come_and_go_miss_nothing_and_repeat_nothing(
    database: Database, kafka_bootstrap: str, topic: Topic, running: Start
) -> None:
    keys = [f"k{number}" for number in range(9)]

    def member() -> Consumer:
        return Consumer(topic.name, [topic], note, database, kafka_bootstrap)

    running(Relay(database, kafka_bootstrap))
    leaving = member()
    leaving.start()
    for number in range(60):
        tell(database, topic, keys[number % 9], [number])
        if number == 15:
            running(member())
        if number == 35:
            leaving.stop()
            running(member())

    eventually(lambda: sum(len(noted(database, key)) for key in keys) >= 60)
    for position, key in enumerate(keys):
        assert noted(database, key) == list(range(position, 60, 9))


def test_poison_parks_its_key_only_and_goes_through_once_mended(
    database: Database, kafka_bootstrap: str, topic: Topic, running: Start
) -> None:
    broken = threading.Event()
    broken.set()

    def choke(tx: Transaction, event: Event) -> None:
        if broken.is_set() and (event.aggregate, event.number) == ("a", 2):
            raise ValueError("indigeste")
        note(tx, event)

    running(Relay(database, kafka_bootstrap))
    consumer = Consumer(topic.name, [topic], choke, database, kafka_bootstrap)
    running(consumer)
    for number in (1, 2, 3):
        tell(database, topic, "a", [number])
        tell(database, topic, "b", [number])

    eventually(lambda: HEARD.labels(topic.name, "parked")._value.get() == 2)
    eventually(lambda: noted(database, "b") == [1, 2, 3])
    assert noted(database, "a") == [1]

    broken.clear()
    assert consumer.retry_parked() == 2
    assert noted(database, "a") == [1, 2, 3]
    assert PARKED.labels(topic.name)._value.get() == 0


def test_tries_what_an_earlier_process_parked_when_it_starts(
    database: Database, kafka_bootstrap: str, topic: Topic, running: Start
) -> None:
    event = Event(id="un", aggregate="a", number=1)
    with database.transaction() as tx:
        tx.execute(
            "INSERT INTO parked (consumer, topic, key, partition, position, payload, reason)"
            " VALUES (%s, %s, 'a', 0, 0, %s, 'avant')",
            [topic.name, topic.name, event.SerializeToString()],
        )
        tx.commit()

    running(Consumer(topic.name, [topic], note, database, kafka_bootstrap))

    eventually(lambda: noted(database, "a") == [1])


def test_waits_while_its_database_is_away(
    database: Database, kafka_bootstrap: str, topic: Topic, running: Start, tmp_path: Path
) -> None:
    part, server = restartable_postgres(tmp_path)
    server.start()
    migrate(part.superuser_dsn, "chassis")
    own = Database(part.superuser_dsn, "tests")
    seen: list[int] = []
    running(Relay(database, kafka_bootstrap))
    running(Consumer(topic.name, [topic], lambda _tx, event: seen.append(event.number), own, kafka_bootstrap))
    tell(database, topic, "a", [1])
    eventually(lambda: seen == [1])

    server.stop()
    tell(database, topic, "a", [2, 3])
    eventually(lambda: HEARD.labels(topic.name, "handled")._value.get() == 1)
    server.start()

    eventually(lambda: len(seen) >= 3)
    assert seen == [1, 2, 3]
    server.stop()
    own.close()
