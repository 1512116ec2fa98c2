"""Sends to Kafka, never two events of one aggregate at once: whatever fails, their order holds."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final

from kafka import KafkaProducer
from kafka.errors import KafkaTimeoutError

from chassis.database import Row

DELIVERY_MS: Final = 10_000
REQUEST_MS: Final = 5_000
LOOK_SECONDS: Final = 1.0


class Producer:
    """An idempotent producer, acks=all. After a `KafkaError` close it and make another."""

    def __init__(self, bootstrap: str) -> None:
        self._kafka = KafkaProducer(
            bootstrap_servers=bootstrap.split(","),
            acks="all",
            enable_idempotence=True,
            delivery_timeout_ms=DELIVERY_MS,
            request_timeout_ms=REQUEST_MS,
            max_block_ms=1_000,
            bootstrap_timeout_ms=1_000,
            reconnect_backoff_ms=250,
            reconnect_backoff_max_ms=1_000,
            allow_auto_create_topics=False,
        )

    def send(self, rows: Sequence[Row], meanwhile: Callable[[], None]) -> Iterator[list[int]]:
        """Yields the ids Kafka has acknowledged, wave after wave: the first of each aggregate, the second…

        `meanwhile` is called each second while an acknowledgement is awaited.
        """
        for wave in _waves(rows):
            futures = [
                self._kafka.send(row["topic"], value=bytes(row["payload"]), key=row["aggregate"].encode())
                for row in wave
            ]
            for future in futures:
                _wait(future, meanwhile)
            yield [row["id"] for row in wave]

    def close(self) -> None:
        """Gives up what is not acknowledged: it is sent again, and known by its id."""
        try:
            self._kafka.close(timeout=1)
        except KafkaTimeoutError:
            self._kafka._sender.force_close()  # noqa: SLF001  # close() leaves its thread sending where it times out


def _waves(rows: Sequence[Row]) -> Iterator[list[Row]]:
    queues: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        queues.setdefault((row["topic"], row["aggregate"]), []).append(row)
    for wave in zip_longest(*queues.values()):
        yield [row for row in wave if row is not None]


def _wait(future: Any, meanwhile: Callable[[], None]) -> None:
    while True:
        try:
            future.get(timeout=LOOK_SECONDS)
        except KafkaTimeoutError:
            if future.is_done:
                raise
            meanwhile()
        else:
            return
