"""The pool of a service: SQLAlchemy's `QueuePool` alone, around psycopg2."""

from collections.abc import Iterator
from contextlib import contextmanager
from select import POLLIN, poll
from typing import Any, cast

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - psycopg2 names its class in lower case
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
from sqlalchemy.pool import QueuePool

from chassis.database.connection import open_connection
from chassis.database.direct import DirectConnection
from chassis.database.errors import DatabaseUnavailable, clear_errors
from chassis.database.notifier import Notifier
from chassis.database.transaction import Transaction

WAIT_FOR_CONNECTION_SECONDS = 3.0


class _Dialect(PGDialect_psycopg2):
    """Asks the server whether a connection lives only where its socket has something to say.

    A server that stops says so, or its kernel does; an idle connection that lives says nothing. So a
    transaction begins without a round trip of its own (PERF-1).
    """

    def do_ping(self, dbapi_connection: Any) -> bool:
        """Whether it may be used."""
        heard = poll()
        heard.register(dbapi_connection.fileno(), POLLIN)
        return not heard.poll(0) or bool(super().do_ping(dbapi_connection))  # type: ignore[no-untyped-call]


class Database:
    """A service's own database. Threads share it; each `transaction()` has a connection of its own.

    `options`: how its connections begin, such as `lock_timeout=1000`.
    """

    def __init__(self, dsn: str, application_name: str, pool_size: int = 10, **options: str | int) -> None:
        self._dsn = dsn
        self._application_name = application_name
        self._options = options
        self._pool = QueuePool(
            cast("Any", self._open),
            pool_size=pool_size,
            max_overflow=0,
            timeout=WAIT_FOR_CONNECTION_SECONDS,
            pre_ping=True,
            dialect=_Dialect(dbapi=psycopg2),  # type: ignore[no-untyped-call]
        )
        self._notifier = Notifier(lambda: self.direct(synchronous_commit="off"))

    @contextmanager
    def transaction(
        self, *, lock_timeout_ms: int | None = None, idle_timeout_ms: int | None = None
    ) -> Iterator[Transaction]:
        """A READ COMMITTED transaction, rolled back by the pool unless `tx.commit()` was called.

        `lock_timeout_ms`: how long to wait for a lock before `DatabaseBusy` (default two seconds).
        `idle_timeout_ms`: how long Python may think between two statements (default two seconds).
        """
        with clear_errors():
            pooled = self._pool.connect()
        try:
            tx = Transaction(cast("Connection", pooled.dbapi_connection), self._notifier.tell)
            _set_local(tx, "lock_timeout", lock_timeout_ms)
            _set_local(tx, "idle_in_transaction_session_timeout", idle_timeout_ms)
            yield tx
        except DatabaseUnavailable:
            pooled.invalidate()
            raise
        finally:
            pooled.close()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """For one statement that only reads: no transaction around it, two round trips less (PERF-1)."""
        with self.transaction() as tx, tx.each_statement_alone():
            yield tx

    def direct(self, **options: str | int) -> DirectConnection:
        """A connection of its own, outside the pool and transactions, for advisory locks and LISTEN."""
        with clear_errors():
            return DirectConnection(open_connection(self._dsn, self._application_name, **options))

    def check(self) -> None:
        """Raises where the database does not answer now (for /readyz)."""
        with self.transaction() as tx:
            tx.value("SELECT true")

    def close(self) -> None:
        """Closes the idle connections; those in use close when they are given back."""
        self._notifier.close()
        self._pool.dispose()

    def _open(self) -> Connection:
        return open_connection(self._dsn, self._application_name, **self._options)


def _set_local(tx: Transaction, name: str, value: int | None) -> None:
    if value is not None:
        tx.execute("SELECT set_config(%s, %s, true)", [name, str(value)])
