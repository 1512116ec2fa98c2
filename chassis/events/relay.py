"""Carries the outbox to Kafka: one relay a service at a time, however many replicas run (decision 8)."""

from time import monotonic
from typing import Final

import structlog
from kafka.errors import KafkaConnectionError, KafkaError

from chassis.database import Database, DirectConnection, Row
from chassis.errors import DomainError
from chassis.events import outbox
from chassis.events.backoff import Backoff
from chassis.events.part import ThreadPart
from chassis.events.producer import Producer
from chassis.metrics import counter, gauge

log = structlog.get_logger(__name__)

ADVISORY_LOCK: Final = 0x6463_6932
SESSION_ENDS_AFTER_MS: Final = 5_000
TOUCH_SECONDS: Final = 1.0
ROWS: Final = 500
ROUNDS_BETWEEN_CLEANINGS: Final = 3_600

AGE = gauge("outbox_age_seconds", "How long the oldest event has been waiting for Kafka")
SENT = counter("outbox_sent", "Events that Kafka has acknowledged")


class Relay(ThreadPart):
    """Sends unpublished rows in id order, key = aggregate, and marks them.

    The one whose session holds the advisory lock works, reads and marks in that session, at least once a
    second; PostgreSQL ends it after five without: a relay that is stopped loses the lock. What it then sends
    again on waking, or after dying between sending and marking, is known to inboxes by id and to boards by
    number.
    """

    def __init__(self, database: Database, bootstrap: str) -> None:
        super().__init__("relay")
        self._database = database
        self._bootstrap = bootstrap
        self._producer: Producer | None = None
        self._patience = Backoff(self.stopping, longest_seconds=SESSION_ENDS_AFTER_MS / 2_000)
        self._rounds = 0
        self._touched_at = 0.0

    def work(self) -> None:
        """Leads when it can; waits while PostgreSQL is away."""
        while not self.stopping.is_set():
            try:
                with self._session() as session:
                    self._wait_for_turn(session)
                    self._lead(session)
            except DomainError as error:
                log.warning("relay waits for its database", cause=str(error.__cause__))
                AGE.set(0)
                self._patience.wait()
        self._drop_producer()

    def _session(self) -> DirectConnection:
        """What a crash of the server forgets of its marks is sent again: they do not wait for the disk."""
        return self._database.direct(idle_session_timeout=SESSION_ENDS_AFTER_MS, synchronous_commit="off")

    def _wait_for_turn(self, session: DirectConnection) -> None:
        while not session.value("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK]):
            if self.stopping.wait(TOUCH_SECONDS):
                return

    def _lead(self, session: DirectConnection) -> None:
        session.listen(outbox.CHANNEL)
        while not self.stopping.is_set():
            if not self._round(session):
                session.wait(TOUCH_SECONDS)

    def _round(self, session: DirectConnection) -> bool:
        """Sends what waits; whether more does."""
        rows = outbox.unpublished(session, ROWS)
        try:
            self._send(rows, session)
        except KafkaError as error:
            log.warning("relay waits for Kafka", error=type(error).__name__, cause=str(error))
            self._drop_producer()
            self._touch(session)
            self._patience.wait()
            return True
        self._patience.reset()
        self._clean_now_and_then()
        more = len(rows) == ROWS
        if not more:
            AGE.set(0)
        return more

    def _send(self, rows: list[Row], session: DirectConnection) -> None:
        if not rows:
            return
        self._producer = self._producer or Producer(self._bootstrap)
        sent: list[int] = []
        self._touched_at = monotonic()
        try:
            for ids in self._producer.send(rows, meanwhile=lambda: self._stay(session)):
                sent += ids
                self._stay_now_and_then(session)
        finally:
            self._mark(sent, session)

    def _mark(self, sent: list[int], session: DirectConnection) -> None:
        """Once a round, however it ended: no event waits for the mark of the one before. Lost: sent again."""
        if sent:
            outbox.mark_published(session, sent)
            SENT.inc(len(sent))

    def _stay_now_and_then(self, session: DirectConnection) -> None:
        if monotonic() - self._touched_at >= TOUCH_SECONDS:
            self._stay(session)

    def _stay(self, session: DirectConnection) -> None:
        """Keeps the lock however long sending takes; gives up when stopping."""
        self._touch(session)
        if self.stopping.is_set():
            raise KafkaConnectionError("stopping")

    def _touch(self, session: DirectConnection) -> None:
        """Shows PostgreSQL that this relay lives, and operators how far behind it is."""
        AGE.set(outbox.oldest_age_seconds(session))
        self._touched_at = monotonic()

    def _drop_producer(self) -> None:
        if self._producer:
            self._producer.close()
            self._producer = None

    def _clean_now_and_then(self) -> None:
        if self._rounds % ROUNDS_BETWEEN_CLEANINGS == 0:
            with self._database.transaction() as tx:
                outbox.forget_old(tx)
                tx.commit()
        self._rounds += 1
