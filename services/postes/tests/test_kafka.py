"""What is told and heard through a real Kafka."""

import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from chassis.database import Database
from chassis.events.consumer import Consumer
from chassis.events.outbox import publish
from chassis.events.relay import Relay
from chassis.events.tail import Tail
from chassis.events.topics import IDENTITY, OFFERS, create_topics
from dci.events.v1.events_pb2 import Event, InterneChanged
from services.postes.events import copies
from services.postes.tests.factories import World, committed, fiche

pytestmark = pytest.mark.real

WAIT_SECONDS = 20


@pytest.fixture
def kafka(kafka_bootstrap: str, database: Database) -> Iterator[str]:
    """A broker with the topics, to which the database's outbox is carried."""
    create_topics(kafka_bootstrap)
    relay = Relay(database, kafka_bootstrap)
    relay.start()
    yield kafka_bootstrap
    relay.stop()


class Follower:
    """Follows a topic from now on, in a thread."""

    def __init__(self, tail: Tail, count: int) -> None:
        self._tail = tail
        self._count = count
        self._found: list[Event] = []
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        assert tail.ready.wait(WAIT_SECONDS)

    def events(self) -> list[Event]:
        """What came, once it is all there."""
        self._thread.join(WAIT_SECONDS)
        self._tail.stop()
        return self._found

    def _read(self) -> None:
        for event in self._tail.events():
            self._found.append(event)
            if len(self._found) == self._count:
                return


@pytest.mark.rule("POS-6")
def test_choices_reach_kafka_in_the_order_of_their_versions(world: World, kafka: str) -> None:
    offer_id = f"052027:{uuid4().hex}"
    groupe = offer_id.partition(":")[2]
    world.given(*(fiche(numero, groupe=groupe) for numero in (1, 2, 3)))

    follower = Follower(Tail(kafka, OFFERS), 3)

    for rang, numero in enumerate((3, 1, 2), start=1):
        world.chosen(numero, offer_id=offer_id, rang_appel=rang)

    events = follower.events()
    assert [(event.aggregate, event.number) for event in events] == [(offer_id, n) for n in (1, 2, 3)]
    assert [event.offer_changed.taken.numero for event in events] == [3, 1, 2]


def test_a_name_that_identity_tells_is_copied(world: World, kafka: str) -> None:
    intern_id = uuid4()
    with committed(world.database) as tx:
        told = InterneChanged(intern_id=str(intern_id), nom="MARTIN", prenom="Mehdi")
        publish(tx, IDENTITY, Event(aggregate=str(intern_id), interne_changed=told))
    consumer = Consumer(f"postes-{uuid4().hex}", [IDENTITY], copies.handle, world.database, kafka)
    consumer.start()
    try:
        until = time.monotonic() + WAIT_SECONDS
        while world.count("interne") == 0 and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        consumer.stop()
    assert world.count("interne") == 1
