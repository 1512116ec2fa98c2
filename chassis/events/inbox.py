"""Handles each event once, in one transaction with what it changes; sets aside what cannot be handled."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

import structlog
from google.protobuf.message import DecodeError

from chassis.database import Database, Transaction
from chassis.errors import DomainError, Kind
from chassis.events import parked
from chassis.events.interests import Interests
from chassis.rpc.context import in_request
from dci.events.v1.events_pb2 import Event

log = structlog.get_logger(__name__)

Handler = Callable[[Transaction, Event], None]
"""Raises a `DomainError` of kind UNAVAILABLE to be asked again later; anything else is a failed try."""

TRIES: Final = 3
BETWEEN_TRIES_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Message:
    """What Kafka brought; partition and position name it."""

    topic: str
    partition: int
    position: int
    key: bytes
    payload: bytes


class Outcome(Enum):
    """What became of a message."""

    HANDLED = "handled"
    KNOWN = "known"
    PARKED = "parked"
    PASSED = "passed"
    """Of no interest to this consumer."""


class Inbox:
    """The memory of one consumer: which events it has handled, which keys wait.

    What its `interests` do not include is passed over and not remembered; without any, all is handled.
    """

    def __init__(
        self, consumer: str, handler: Handler, database: Database, interests: Interests | None = None
    ) -> None:
        self._consumer = consumer
        self._interests = interests
        self._handler = handler
        self._database = database
        self._pause = threading.Event()

    def receive(self, message: Message) -> Outcome:
        """Handles the message, or recognises it, or parks it with its key; committed when it returns.

        Raises a `DomainError` of kind UNAVAILABLE when the database, or what the handler needs, is away:
        nothing was kept, ask again.
        """
        reason = ""
        for _ in range(TRIES):
            try:
                return self._once(message)
            except Exception as error:
                if _away(error):
                    raise
                reason = f"{type(error).__name__}: {error}"
                log.exception("event not handled", consumer=self._consumer, topic=message.topic)
                if isinstance(error, DecodeError):
                    break
                self._pause.wait(BETWEEN_TRIES_SECONDS)
        return self._park(message, reason)

    def retry_parked(self) -> int:
        """Tries the parked messages again, in order, key by key; how many were handled."""
        with self._database.transaction() as tx:
            keys = parked.keys(tx, self._consumer)
        handled = 0
        for topic, key in keys:
            while self._retry_first(topic, key):
                handled += 1
        return handled

    def _once(self, message: Message) -> Outcome:
        event = Event.FromString(message.payload)
        if self._interests is not None and not self._interests.include(event):
            return Outcome.PASSED
        with self._database.transaction() as tx:
            if message.key and parked.waits(tx, self._consumer, message.topic, message.key):
                parked.put(tx, self._consumer, message, "un message précédent de cette clé attend")
                tx.commit()
                return Outcome.PARKED
            known = self._handle(tx, event)
            tx.commit()
            return known

    def _handle(self, tx: Transaction, event: Event) -> Outcome:
        if not event.id:
            raise DecodeError("no event id")
        new = tx.execute(
            "INSERT INTO inbox (consumer, event_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [self._consumer, event.id],
        )
        if not new:
            return Outcome.KNOWN
        with in_request(event.request_id):
            self._handler(tx, event)
        return Outcome.HANDLED

    def _park(self, message: Message, reason: str) -> Outcome:
        with self._database.transaction() as tx:
            parked.put(tx, self._consumer, message, reason)
            tx.commit()
        return Outcome.PARKED

    def _retry_first(self, topic: str, key: bytes) -> bool:
        try:
            with self._database.transaction() as tx:
                first = parked.take_first(tx, self._consumer, topic, key)
                if first is None:
                    return False
                self._handle(tx, Event.FromString(first))
                tx.commit()
        except Exception as error:
            if _away(error):
                raise
            log.exception("parked event not handled", consumer=self._consumer, topic=topic)
            return False
        return True


def _away(error: Exception) -> bool:
    return isinstance(error, DomainError) and error.kind is Kind.UNAVAILABLE
