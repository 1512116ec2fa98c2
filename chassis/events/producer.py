"""Sends to Kafka in batches, each written whole or not at all: whatever fails, the order of events holds."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from kafka import KafkaProducer
from kafka.errors import KafkaTimeoutError

from chassis.database import Row
from chassis.events.kafka_settings import KAFKA

DELIVERY_MS: Final = 10_000
REQUEST_MS: Final = 5_000
LINGER_MS: Final = DELIVERY_MS - REQUEST_MS
"""Never waited for: each batch is flushed when it is complete, and not before."""

LOOK_SECONDS: Final = 1.0
BATCH_BYTES: Final = 500_000
LARGEST_BATCH_BYTES: Final = 1_000_000
"""More than `BATCH_BYTES` with the keys and headers of all its rows, and than the largest event alone."""


class Producer:
    """An idempotent producer, acks=all. After a `KafkaError` close it and make another."""

    def __init__(self, bootstrap: str) -> None:
        self._kafka = KafkaProducer(
            bootstrap_servers=bootstrap.split(","),
            acks="all",
            enable_idempotence=True,
            linger_ms=LINGER_MS,
            batch_size=LARGEST_BATCH_BYTES,
            delivery_timeout_ms=DELIVERY_MS,
            request_timeout_ms=REQUEST_MS,
            max_block_ms=1_000,
            **KAFKA,
        )

    def send(self, rows: Sequence[Row], meanwhile: Callable[[], None]) -> Iterator[list[int]]:
        """Yields the ids Kafka has acknowledged, batch after batch.

        `meanwhile` is called each second while an acknowledgement is awaited.
        """
        for batch in _batches(rows):
            futures = [
                self._kafka.send(row["topic"], value=bytes(row["payload"]), key=row["aggregate"].encode())
                for row in batch
            ]
            self._flush(meanwhile)
            for future in futures:
                future.get(timeout=0)
            yield [row["id"] for row in batch]

    def close(self) -> None:
        """Gives up what is not acknowledged: it is sent again, and known by its id."""
        try:
            self._kafka.close(timeout=1)
        except KafkaTimeoutError:
            self._kafka._sender.force_close()  # noqa: SLF001  # close() leaves its thread sending where it times out

    def _flush(self, meanwhile: Callable[[], None]) -> None:
        """Until each row is acknowledged or given up, at most `DELIVERY_MS`."""
        while True:
            try:
                self._kafka.flush(timeout=LOOK_SECONDS)
            except KafkaTimeoutError:
                meanwhile()
            else:
                return


def _batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """In order, each small enough for what it has for one partition to be one batch of Kafka's."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        length = len(row["payload"])
        if batch and size + length > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += length
    if batch:
        yield batch
