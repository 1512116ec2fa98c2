"""Reads topics from now on, without a group or a database: for live boards, in a greenlet or a thread."""

import threading
from collections.abc import Iterator
from typing import Any, Final

import structlog
from google.protobuf.message import DecodeError
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from chassis.events.backoff import Backoff
from chassis.events.kafka_settings import KAFKA
from chassis.events.topics import Topic
from dci.events.v1.events_pb2 import Event

log = structlog.get_logger(__name__)

FETCH_WAIT_MS: Final = 500
POLL_MS: Final = 500
ANSWER_MS: Final = 3_000


class Tail:
    """Yields what arrives after it has found the end of every partition (`ready` is set then).

    Whatever it may have missed (start, loss of Kafka, retention), the board notices by the numbers and heads
    of its owners, and fetches by call (decision 10).
    """

    def __init__(self, bootstrap: str, *topics: Topic) -> None:
        self._bootstrap = bootstrap
        self._topics = topics
        self._stopping = threading.Event()
        self.ready = threading.Event()

    def events(self) -> Iterator[Event]:
        """Events in the order of each aggregate, until `stop`; waits while Kafka is away."""
        patience = Backoff(self._stopping)
        while not self._stopping.is_set():
            try:
                yield from self._read(patience)
            except KafkaError as error:
                log.warning("tail waits for Kafka", error=type(error).__name__)
                self.ready.clear()
                patience.wait()

    def stop(self) -> None:
        """Ends `events` within half a second."""
        self._stopping.set()

    def _read(self, patience: Backoff) -> Iterator[Event]:
        kafka = KafkaConsumer(
            bootstrap_servers=self._bootstrap.split(","),
            group_id=None,
            enable_auto_commit=False,
            fetch_max_wait_ms=FETCH_WAIT_MS,
            **KAFKA,
        )
        try:
            self._go_to_end(kafka)
            patience.reset()
            while not self._stopping.is_set():
                for records in kafka.poll(timeout_ms=POLL_MS).values():
                    yield from _events(records)
        finally:
            kafka.close(autocommit=False, timeout_ms=ANSWER_MS)

    def _go_to_end(self, kafka: KafkaConsumer) -> None:
        partitions = [
            TopicPartition(topic.name, number) for topic in self._topics for number in range(topic.partitions)
        ]
        kafka.assign(partitions)
        for partition, end in kafka.end_offsets(partitions, timeout_ms=ANSWER_MS).items():
            kafka.seek(partition, end)
        self.ready.set()


def _events(records: list[Any]) -> Iterator[Event]:
    for record in records:
        try:
            yield Event.FromString(record.value or b"")
        except DecodeError:
            log.warning("not an event", topic=record.topic, offset=record.offset)
