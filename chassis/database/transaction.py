"""One transaction: SQL in, dicts out, and nothing kept unless committed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812 - psycopg2 names its class in lower case
from psycopg2.extras import execute_values

from chassis.database.errors import clear_errors
from chassis.database.rows import Row, all_rows

Params = Sequence[Any] | Mapping[str, Any] | None

PAGE = 500


class Transaction:
    """What a use case may do inside `with database.transaction() as tx`; one thread, one commit."""

    def __init__(self, connection: Connection, tell: Callable[[set[str]], None]) -> None:
        self._connection = connection
        self._tell = tell
        self._channels: set[str] = set()
        self._over = False

    def execute(self, sql: str, params: Params = None) -> int:
        """Runs a statement and says how many rows it touched."""
        self._refuse_if_over()
        with clear_errors(), self._connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.rowcount

    def one(self, sql: str, params: Params = None) -> Row | None:
        """The only row, or None; two rows are a mistake in the SQL and raise `LookupError`."""
        rows = self.all(sql, params)
        if len(rows) > 1:
            raise LookupError(f"more than one row for: {sql}")
        return rows[0] if rows else None

    def all(self, sql: str, params: Params = None) -> list[Row]:
        """Every row, in the order of the SQL."""
        self._refuse_if_over()
        with clear_errors(), self._connection.cursor() as cursor:
            cursor.execute(sql, params)
            return all_rows(cursor)

    def value(self, sql: str, params: Params = None) -> Any:
        """The first column of the only row, or None where there is no row."""
        row = self.one(sql, params)
        return None if row is None else next(iter(row.values()))

    def insert_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Inserts many rows with one `… VALUES %s …`; says how many were written."""
        self._refuse_if_over()
        remaining = iter(rows)
        written = 0
        with clear_errors(), self._connection.cursor() as cursor:
            while page := list(islice(remaining, PAGE)):
                execute_values(cursor, sql, page, page_size=PAGE)
                written += cursor.rowcount
        return written

    def notify(self, channel: str) -> None:
        """Wakes who listens to this channel, soon after the commit; nobody if this process dies just then."""
        self._channels.add(channel)

    def commit(self) -> None:
        """Keeps what was done and ends the transaction. Lost here: unknown whether it was kept."""
        self._refuse_if_over()
        with clear_errors():
            self._connection.commit()
        self._over = True
        if self._channels:
            self._tell(self._channels)

    def commit_unflushed(self) -> None:
        """Not waiting for the disk: a server that dies just then forgets it. For what is done again."""
        self.execute("SET LOCAL synchronous_commit TO off")
        self.commit()

    @contextmanager
    def each_statement_alone(self) -> Iterator[None]:
        """Until the end of the block no statement begins a transaction; before the first one only."""
        self._connection.autocommit = True
        try:
            yield
        finally:
            if not self._connection.closed:
                self._connection.autocommit = False

    def _refuse_if_over(self) -> None:
        if self._over:
            raise RuntimeError("this transaction is over: open another one")
