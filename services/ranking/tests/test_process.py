"""ranking as operators run it: migrate, serve, hear Kafka, tell Kafka, stop."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from kafka import KafkaConsumer, KafkaProducer

from chassis.database import Database
from chassis.errors import RemoteError
from chassis.events.topics import IDENTITY, RANKING
from chassis.tests.calls import World, world
from dci.events.v1.events_pb2 import AbsenceChanged, CallListPublished, Event
from dci.ranking.v1 import ranking_pb2 as pb
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub
from deploy.local.ports import free_port

pytestmark = pytest.mark.real
PATIENCE = 30.0


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        for service in ("gateway", "ranking"):
            made.key_file(service)
        yield made


@pytest.fixture
def environment(here: World, service_database: Callable[[str], str], kafka_bootstrap: str) -> dict[str, str]:
    """Identity is nowhere: what needs it is refused, the rest works."""
    return {
        "DCI_BIND": "127.0.0.1",
        "DCI_DATABASE_URL": service_database("ranking"),
        "DCI_KAFKA": kafka_bootstrap,
        "DCI_GRPC_PORT": str(free_port()),
        "DCI_METRICS_PORT": str(free_port()),
        "DCI_IDENTITY": f"127.0.0.1:{free_port()}",
        "DCI_SERVICE_KEY_FILE": str(here.key_file("ranking")),
        "DCI_SERVICE_KEYS_DIR": str(here.keys_dir),
    }


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "services.ranking", *arguments]


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def answers(stub: RankingServiceStub) -> bool:
    try:
        stub.ListPublished(pb.ListPublishedRequest(), timeout=1)
    except RemoteError:
        return False
    return True


def test_it_serves_hears_tells_and_stops(here: World, environment: dict[str, str]) -> None:
    subprocess.run(command("migrate"), env=os.environ | environment, check=True, capture_output=True)
    with subprocess.Popen(command(), env=os.environ | environment, stdout=subprocess.DEVNULL) as process:
        try:
            address = f"127.0.0.1:{environment['DCI_GRPC_PORT']}"
            stub = RankingServiceStub(here.channel(address, audience="ranking"))
            until(lambda: answers(stub))
            assert_it_hears(environment)
            assert_it_tells(environment)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=10) == 0
        finally:
            process.kill()


def assert_it_hears(environment: dict[str, str]) -> None:
    change = AbsenceChanged(intern_id=str(uuid4()), semestre="052027", absent=True, version=1)
    event = Event(id=str(uuid4()), aggregate=change.intern_id, absence_changed=change)
    producer = KafkaProducer(bootstrap_servers=environment["DCI_KAFKA"])
    producer.send(IDENTITY.name, key=change.intern_id.encode(), value=event.SerializeToString())
    producer.close()
    database = Database(environment["DCI_DATABASE_URL"], "test")

    def heard() -> bool:
        with database.transaction() as tx:
            return bool(
                tx.value("SELECT absent FROM absence WHERE intern_id = %s ORDER BY 1", [change.intern_id])
            )

    until(heard)
    database.close()


def assert_it_tells(environment: dict[str, str]) -> None:
    """Whatever a use case puts into the outbox reaches Kafka."""
    event = Event(id=str(uuid4()), aggregate="052027:3", call_list_published=CallListPublished(number=1))
    database = Database(environment["DCI_DATABASE_URL"], "test")
    with database.transaction() as tx:
        tx.execute(
            "INSERT INTO outbox (topic, aggregate, event_id, payload) VALUES (%s, %s, %s, %s)",
            [RANKING.name, event.aggregate, event.id, event.SerializeToString()],
        )
        tx.execute("NOTIFY outbox")
        tx.commit()
    database.close()
    consumer = KafkaConsumer(
        RANKING.name,
        bootstrap_servers=environment["DCI_KAFKA"],
        auto_offset_reset="earliest",
        consumer_timeout_ms=int(PATIENCE * 1000),
    )
    assert any(message.value == event.SerializeToString() for message in consumer)
    consumer.close()


def test_a_missing_setting_stops_the_start_with_its_name(environment: dict[str, str]) -> None:
    del environment["DCI_IDENTITY"]
    started = subprocess.run(
        command(), env=os.environ | environment, check=False, capture_output=True, text=True
    )
    assert started.returncode == 2
    assert "DCI_IDENTITY" in started.stderr
