"""A connection outside the pool: what lives as long as its session, such as advisory locks and LISTEN."""

import select
from typing import Any, Self

from psycopg2 import sql
from psycopg2.extensions import connection as Connection  # noqa: N812 - psycopg2 names its class in lower case

from chassis.database.errors import clear_errors
from chassis.database.rows import Row, all_rows
from chassis.database.transaction import Params


class DirectConnection:
    """Each statement is its own transaction. Of one thread.

    with database.direct() as direct:
        direct.listen("outbox")
        woken = direct.wait(1.0)
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._connection.autocommit = True

    def execute(self, statement: str, params: Params = None) -> None:
        """Runs a statement, and keeps what it did."""
        with clear_errors(), self._connection.cursor() as cursor:
            cursor.execute(statement, params)

    def all(self, statement: str, params: Params = None) -> list[Row]:
        """Every row, in the order of the SQL."""
        with clear_errors(), self._connection.cursor() as cursor:
            cursor.execute(statement, params)
            return all_rows(cursor)

    def value(self, statement: str, params: Params = None) -> Any:
        """The first column of the first row, or None."""
        rows = self.all(statement, params)
        return next(iter(rows[0].values())) if rows else None

    def listen(self, channel: str) -> None:
        """Hears from now on what is notified on this channel."""
        with clear_errors(), self._connection.cursor() as cursor:
            cursor.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))

    def wait(self, seconds: float) -> list[str]:
        """The payloads notified since the last call; waits at most so long for a first one."""
        with clear_errors():
            if not self._connection.notifies:
                poll = select.poll()
                poll.register(self._connection.fileno(), select.POLLIN)
                poll.poll(seconds * 1000)
                self._connection.poll()
        heard = [notify.payload for notify in self._connection.notifies]
        self._connection.notifies.clear()
        return heard

    def close(self) -> None:
        """Ends the session, and with it its advisory locks."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
