"""A database with an outbox and an inbox, and topics of the test's own on a real broker."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from secrets import token_hex

import pytest

from chassis.database import Database
from chassis.events.part import ThreadPart
from chassis.events.topics import Topic, create_topics


@pytest.fixture
def dsn(service_database: Callable[[str], str]) -> str:
    """A new database without a service's tables."""
    return service_database("chassis")


@pytest.fixture
def database(dsn: str) -> Iterator[Database]:
    """A database whose state is one table: what handlers have noted."""
    opened = Database(dsn, "tests")
    with opened.transaction() as tx:
        tx.execute(
            "CREATE TABLE note (id bigint GENERATED ALWAYS AS IDENTITY, aggregate text, number bigint)"
        )
        tx.commit()
    yield opened
    opened.close()


@pytest.fixture
def new_topic() -> Topic:
    """A topic that does not exist yet."""
    return Topic(f"essai.{token_hex(6)}", 3, timedelta(days=1))


@pytest.fixture
def topic(kafka_bootstrap: str, new_topic: Topic) -> Topic:
    """A topic on the broker."""
    create_topics(kafka_bootstrap, [new_topic])
    return new_topic


@pytest.fixture
def running() -> Iterator[Callable[[ThreadPart], None]]:
    """Starts a relay or a consumer; all are stopped at the end."""
    started: list[ThreadPart] = []

    def start(part: ThreadPart) -> None:
        part.start()
        started.append(part)

    yield start
    for part in reversed(started):
        part.stop()
        assert not part.alive()
