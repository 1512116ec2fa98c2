"""The reference of PERF-1: the commits of a choice behind an empty Flask route and two empty gRPC hops.

Three processes, as the product has: `application()` under gunicorn; `python -m tests.load.bare_choice` with
`session` and with `postes`. Rows and transactions are those of a choice: receive; settle; append two
decisions, with their outbox rows.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import grpc
import psycopg2
from flask import Flask
from psycopg2.pool import ThreadedConnectionPool

TABLES = """
CREATE TABLE IF NOT EXISTS amphi (id int PRIMARY KEY, seq int NOT NULL DEFAULT 0, state text);
CREATE TABLE IF NOT EXISTS command (id uuid PRIMARY KEY, amphi int, key text, content text, payload text,
    answer text);
CREATE UNIQUE INDEX IF NOT EXISTS command_key ON command (amphi, key);
CREATE TABLE IF NOT EXISTS decision (amphi int, seq int, payload text, hash text, PRIMARY KEY (amphi, seq));
CREATE TABLE IF NOT EXISTS offer (id int PRIMARY KEY, version int NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS place (id uuid PRIMARY KEY, offer int, turn uuid UNIQUE, intern uuid UNIQUE);
CREATE TABLE IF NOT EXISTS settlement (id uuid PRIMARY KEY, answer text);
CREATE TABLE IF NOT EXISTS offer_change (offer int, version int, payload text, PRIMARY KEY (offer, version));
CREATE TABLE IF NOT EXISTS outbox (id bigserial PRIMARY KEY, topic text, payload bytea);
INSERT INTO amphi SELECT generate_series(0, 63), 0, repeat('x', 2000) ON CONFLICT DO NOTHING;
INSERT INTO offer SELECT generate_series(0, 63) ON CONFLICT DO NOTHING;
"""
PAYLOAD = "x" * 300
AMPHIS = 64
CONNECTIONS = 32


def receive(cursor: Any, amphi: int) -> str:
    """First commit: the choice is there."""
    command = str(uuid4())
    cursor.execute("SELECT seq, state FROM amphi WHERE id = %s FOR UPDATE", [amphi])
    cursor.execute(
        "INSERT INTO command VALUES (%s, %s, %s, %s, %s, NULL)",
        [command, amphi, uuid4().hex, "choose 1", PAYLOAD],
    )
    return command


def settle(cursor: Any, amphi: int) -> None:
    """Second commit, in the other database: the place is given."""
    one = str(uuid4())
    cursor.execute("SELECT version FROM offer WHERE id = %s FOR UPDATE", [amphi])
    version = cursor.fetchone()[0] + 1
    cursor.execute("INSERT INTO place VALUES (%s, %s, %s, %s)", [one, amphi, one, one])
    cursor.execute("INSERT INTO settlement VALUES (%s, %s)", [one, PAYLOAD])
    cursor.execute("UPDATE offer SET version = %s WHERE id = %s", [version, amphi])
    cursor.execute("INSERT INTO offer_change VALUES (%s, %s, %s)", [amphi, version, PAYLOAD])
    cursor.execute("INSERT INTO outbox (topic, payload) VALUES ('offers', %s)", [PAYLOAD.encode()])


def append(cursor: Any, amphi: int, command: str) -> None:
    """Third commit: two decisions, chosen and announced."""
    cursor.execute("SELECT seq, state FROM amphi WHERE id = %s FOR UPDATE", [amphi])
    seq, state = cursor.fetchone()
    for number in (seq + 1, seq + 2):
        cursor.execute("INSERT INTO decision VALUES (%s, %s, %s, %s)", [amphi, number, PAYLOAD, "0" * 64])
        cursor.execute("INSERT INTO outbox (topic, payload) VALUES ('decisions', %s)", [PAYLOAD.encode()])
    cursor.execute("UPDATE command SET answer = %s WHERE id = %s", [PAYLOAD, command])
    cursor.execute("UPDATE amphi SET seq = %s, state = %s WHERE id = %s", [seq + 2, state, amphi])


class Database:
    """A pool of connections, and one transaction at a time on each."""

    def __init__(self, dsn: str) -> None:
        self._pool = ThreadedConnectionPool(
            CONNECTIONS, CONNECTIONS, dsn
        )  # it keeps no more than the first number

    def run(self, what: Any, *arguments: Any) -> Any:
        """Do it and commit."""
        connection = self._pool.getconn()
        try:
            with connection, connection.cursor() as cursor:
                return what(cursor, *arguments)
        finally:
            self._pool.putconn(connection)


def prepare(dsn: str) -> None:
    """Make the tables."""
    connection = psycopg2.connect(dsn)
    with connection, connection.cursor() as cursor:
        cursor.execute(TABLES)
    connection.close()


def application() -> Flask:
    """The empty route; gunicorn calls this once, in the worker."""
    from grpc.experimental import gevent as grpc_gevent  # noqa: PLC0415  # only in this process

    grpc_gevent.init_gevent()
    app = Flask(__name__)
    choose: Any = grpc.insecure_channel(os.environ["BARE_SESSION"]).unary_unary("/bare/choose")
    numbers = iter(range(1 << 60))

    @app.post("/choix")
    def route() -> dict[str, str]:
        return {"answer": choose(str(next(numbers) % AMPHIS).encode(), timeout=20).decode()}

    return app


class Handler(grpc.GenericRpcHandler):
    """One method, whatever its name."""

    def __init__(self, act: Any) -> None:
        self._method: Any = grpc.unary_unary_rpc_method_handler(lambda request, _context: act(int(request)))

    def service(self, _details: Any) -> Any:
        """The method."""
        return self._method


def main(role: str) -> None:
    """Serve one of the two hops."""
    database = Database(os.environ["BARE_DSN"])
    if role == "session":
        further: Any = grpc.insecure_channel(os.environ["BARE_POSTES"]).unary_unary("/bare/settle")

        def act(amphi: int) -> bytes:
            command = database.run(receive, amphi)
            further(str(amphi).encode(), timeout=20)
            database.run(append, amphi, command)
            return b"ok"
    else:

        def act(amphi: int) -> bytes:
            database.run(settle, amphi)
            return b"ok"

    server = grpc.server(ThreadPoolExecutor(CONNECTIONS))
    server.add_generic_rpc_handlers((Handler(act),))
    server.add_insecure_port(os.environ["BARE_BIND"])
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main(sys.argv[1])
