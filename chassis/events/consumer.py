"""A group consumer in a thread of a plain process: each event reaches its handler once (decision 8)."""

import time
from collections.abc import Sequence
from typing import Any, Final

import structlog
from kafka import KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka.errors import KafkaError

from chassis.database import Database
from chassis.errors import DomainError
from chassis.events import parked
from chassis.events.backoff import Backoff
from chassis.events.inbox import Handler, Inbox, Message
from chassis.events.interests import Interests
from chassis.events.kafka_settings import KAFKA
from chassis.events.part import ThreadPart
from chassis.events.topics import Topic
from chassis.metrics import counter, gauge

log = structlog.get_logger(__name__)

SESSION_MS: Final = 10_000
FETCH_WAIT_MS: Final = 400
FETCH_BYTES: Final = 64 * 1024
"""Kafka answers when it has so much or has waited so long: copies and mails need no waking at each event."""

POLL_MS: Final = 500
ANSWER_MS: Final = 3_000
RECORDS: Final = 50
RETRY_PARKED_SECONDS: Final = 60.0

HEARD = counter("events_heard", "Events that came through Kafka", "consumer", "outcome")
PARKED = gauge("events_parked", "Events set aside, waiting for a mend", "consumer")


class Consumer(ThreadPart):
    """Reads topics from their beginning under a group's name, and hands over event by event.

    Positions are committed after the transactions, so whatever dies, an event comes again rather than never,
    and the inbox knows it. While the database is away it waits. An event whose handler fails three times is
    parked with its key: later ones of that key wait behind it, others go on; parked ones are tried again at
    each start and every minute. Events that are none of its `interests` are passed over.
    """

    def __init__(
        self,
        name: str,
        topics: Sequence[Topic],
        handler: Handler,
        database: Database,
        bootstrap: str,
        interests: Interests | None = None,
    ) -> None:
        super().__init__(f"consumer {name}")
        self._group = name
        self._topics = [topic.name for topic in topics]
        self._database = database
        self._bootstrap = bootstrap
        self._inbox = Inbox(name, handler, database, interests)
        self._retry_at = 0.0
        self._patience = Backoff(self.stopping)

    def work(self) -> None:
        """Reads until stopped; what is away is waited for."""
        while not self.stopping.is_set():
            try:
                self._read()
            except (DomainError, KafkaError) as error:
                log.warning("consumer waits", consumer=self._group, error=type(error).__name__)
                self._patience.wait()

    def retry_parked(self) -> int:
        """Tries parked messages again now; how many were handled."""
        handled = self._inbox.retry_parked()
        with self._database.transaction() as tx:
            PARKED.labels(self._group).set(parked.count(tx, self._group))
        return handled

    def _read(self) -> None:
        kafka = self._connect()
        try:
            while not self.stopping.is_set():
                self._retry_now_and_then()
                for partition, records in kafka.poll(timeout_ms=POLL_MS).items():
                    self._handle_all(kafka, partition, records)
                self._patience.reset()
        finally:
            kafka.close(autocommit=False, timeout_ms=ANSWER_MS)

    def _connect(self) -> KafkaConsumer:
        return KafkaConsumer(
            *self._topics,
            bootstrap_servers=self._bootstrap.split(","),
            group_id=self._group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=SESSION_MS,
            fetch_min_bytes=FETCH_BYTES,
            fetch_max_wait_ms=FETCH_WAIT_MS,
            max_poll_records=RECORDS,
            **KAFKA,
        )

    def _handle_all(self, kafka: KafkaConsumer, partition: TopicPartition, records: Sequence[Any]) -> None:
        for record in records:
            if not self._handle(record):
                return
        done = OffsetAndMetadata(records[-1].offset + 1, "", -1)
        kafka.commit({partition: done}, timeout_ms=ANSWER_MS)

    def _handle(self, record: Any) -> bool:
        """Until it is handled or parked; False when stopping came first."""
        message = Message(
            record.topic, record.partition, record.offset, record.key or b"", record.value or b""
        )
        while not self.stopping.is_set():
            try:
                outcome = self._inbox.receive(message)
            except DomainError as error:
                log.warning("consumer waits", consumer=self._group, error=error.code)
                self._patience.wait()
                continue
            HEARD.labels(self._group, outcome.value).inc()
            return True
        return False

    def _retry_now_and_then(self) -> None:
        if time.monotonic() >= self._retry_at:
            self._retry_at = time.monotonic() + RETRY_PARKED_SECONDS
            self.retry_parked()
