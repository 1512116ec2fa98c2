"""The reference of PERF-2b: commit → outbox → Kafka → broadcast, and nothing else.

`python -m tests.load.bare_chain relay` (LISTEN, produce, mark) and `live` (consume, broadcast): two
processes, as the product has. CHAIN_DSN, CHAIN_KAFKA, CHAIN_TOPIC, CHAIN_PORT in the environment.
"""

import asyncio
import os
import select
import sys
import threading
from typing import Any

import psycopg2
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from websockets.asyncio.server import ServerConnection, broadcast, serve

TABLES = """
CREATE TABLE IF NOT EXISTS decided (id bigserial PRIMARY KEY, payload text);
CREATE TABLE IF NOT EXISTS told (id bigserial PRIMARY KEY, payload bytea, published_at timestamptz);
"""


def commit(connection: Any, texts: list[str]) -> float:
    """One transaction: decisions, outbox rows, notice. When it committed, by the database's clock."""
    number = 0
    with connection, connection.cursor() as cursor:
        for text in texts:
            cursor.execute("INSERT INTO decided (payload) VALUES (%s) RETURNING id", [text])
            (number,) = cursor.fetchone()
            cursor.execute("INSERT INTO told (payload) VALUES (%s)", [text.encode()])
        cursor.execute("NOTIFY told")
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 FROM decided WHERE id = %s",
            [number],
        )
        return float(cursor.fetchone()[0])


def relay() -> None:
    """Carry the outbox to Kafka."""
    producer = KafkaProducer(bootstrap_servers=os.environ["CHAIN_KAFKA"], acks="all", enable_idempotence=True)
    connection = psycopg2.connect(os.environ["CHAIN_DSN"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("LISTEN told")
        while True:
            cursor.execute("SELECT id, payload FROM told WHERE published_at IS NULL ORDER BY id")
            rows = cursor.fetchall()
            for future in [producer.send(os.environ["CHAIN_TOPIC"], bytes(payload)) for _, payload in rows]:
                future.get(timeout=10)
            if rows:
                cursor.execute(
                    "UPDATE told SET published_at = now() WHERE id = ANY(%s)", [[row[0] for row in rows]]
                )
            else:
                select.select([connection], [], [], 1)
                connection.poll()
                connection.notifies.clear()


async def live() -> None:
    """Tell everybody what Kafka tells."""
    here: set[ServerConnection] = set()
    loop = asyncio.get_running_loop()

    async def visit(connection: ServerConnection) -> None:
        here.add(connection)
        try:
            await connection.wait_closed()
        finally:
            here.discard(connection)

    def consume() -> None:
        consumer = KafkaConsumer(
            bootstrap_servers=os.environ["CHAIN_KAFKA"],
            group_id=None,
            enable_auto_commit=False,
            fetch_max_wait_ms=100,
        )
        partition = TopicPartition(os.environ["CHAIN_TOPIC"], 0)
        consumer.assign([partition])
        consumer.seek_to_end(partition)
        while True:
            for records in consumer.poll(timeout_ms=500).values():
                for record in records:
                    loop.call_soon_threadsafe(broadcast, here, record.value.decode())

    threading.Thread(target=consume, daemon=True).start()
    port = int(os.environ["CHAIN_PORT"])
    async with serve(visit, "127.0.0.1", port, compression=None, ping_interval=None, backlog=2048) as server:
        await server.serve_forever()


if __name__ == "__main__":
    relay() if sys.argv[1] == "relay" else asyncio.run(live())
