"""Tails: what comes from now on, without a group and without a database."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from chassis.database import Database
from chassis.events.relay import Relay
from chassis.events.tail import Tail
from chassis.events.topics import Topic
from chassis.tests.events.telling import tell, unsent
from chassis.tests.waiting import eventually


class Reader:
    """A tail that is read in a thread."""

    def __init__(self, tail: Tail) -> None:
        self.tail = tail
        self.numbers: list[int] = []
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> "Reader":
        self._thread.start()
        assert self.tail.ready.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        self.tail.stop()
        self._thread.join(5)
        assert not self._thread.is_alive()

    def _read(self) -> None:
        for event in self.tail.events():
            self.numbers.append(event.number)


@pytest.fixture
def relay(database: Database, kafka_bootstrap: str) -> Iterator[Relay]:
    """A running relay."""
    made = Relay(database, kafka_bootstrap)
    made.start()
    yield made
    made.stop()


@pytest.mark.real
@pytest.mark.usefixtures("relay")
def test_yields_what_comes_after_it_is_ready(database: Database, kafka_bootstrap: str, topic: Topic) -> None:
    tell(database, topic, "a", [1])
    eventually(lambda: unsent(database) == 0)

    with Reader(Tail(kafka_bootstrap, topic)) as reader:
        tell(database, topic, "a", [2, 3])
        eventually(lambda: len(reader.numbers) >= 2)

    assert reader.numbers == [2, 3]


@pytest.mark.real
@pytest.mark.usefixtures("relay")
def test_every_tail_gets_every_event(database: Database, kafka_bootstrap: str, topic: Topic) -> None:
    with Reader(Tail(kafka_bootstrap, topic)) as one, Reader(Tail(kafka_bootstrap, topic)) as two:
        for key in ("a", "b", "c", "d"):
            tell(database, topic, key, [1])
        eventually(lambda: len(one.numbers) == len(two.numbers) == 4)


def test_waits_for_a_broker_that_is_not_there() -> None:
    tail = Tail("127.0.0.1:9", Topic("essai", 1, timedelta(days=1)))
    thread = threading.Thread(target=lambda: list(tail.events()))
    thread.start()

    assert not tail.ready.wait(1.5)
    tail.stop()
    thread.join(8)
    assert not thread.is_alive()


def test_brings_no_database_into_the_process() -> None:
    """gateway and admin have none (decision 12)."""
    code = "import sys, chassis.events.tail, chassis.events.topics; print('psycopg2' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert said.stdout == "False\n"


GREENLET = """
from gevent import monkey; monkey.patch_all()
import sys, gevent
from datetime import timedelta
from chassis.events.tail import Tail
from chassis.events.topics import Topic
tail = Tail(sys.argv[1], Topic(sys.argv[2], 3, timedelta(days=1)))
ticks = []
def tick():
    while True:
        ticks.append(1)
        gevent.sleep(0.01)
def read():
    for event in tail.events():
        print(event.number, flush=True)
        return
gevent.spawn(tick)
reader = gevent.spawn(read)
tail.ready.wait(20)
print("ready", flush=True)
before = len(ticks)
gevent.sleep(1)
print("ticking" if len(ticks) - before > 50 else "frozen", flush=True)
reader.join(20)
"""


@pytest.mark.real
@pytest.mark.usefixtures("relay")
def test_reads_in_a_greenlet_beside_others(database: Database, kafka_bootstrap: str, topic: Topic) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", GREENLET, kafka_bootstrap, topic.name], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert process.stdout.readline() == "ticking\n"
        tell(database, topic, "a", [7])
        assert process.stdout.readline() == "7\n"
        process.kill()
