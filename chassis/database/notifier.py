"""NOTIFY after the commit, not in it.

Transactions that notify commit one after the other, on the whole server and through the write to the disk
(PostgreSQL holds one lock over it): thirty amphis would choose in single file. Told apart, by a transaction
that needs no disk, it delays nobody. Who dies in between wakes nobody, so listeners also look by themselves.
"""

from collections.abc import Callable
from threading import Condition, Thread

from chassis.database.direct import DirectConnection
from chassis.errors import DomainError


class Notifier:
    """A thread and a connection, from the first notification on. Shared by threads."""

    def __init__(self, connect: Callable[[], DirectConnection]) -> None:
        self._connect = connect
        self._waiting: set[str] = set()
        self._changed = Condition()
        self._closed = False
        self._thread: Thread | None = None

    def tell(self, channels: set[str]) -> None:
        """Wake who listens; returns at once. Several of one channel may become one."""
        with self._changed:
            self._waiting |= channels
            if self._thread is None:
                self._thread = Thread(target=self._work, name="notifier", daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """End the thread, after what waits."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _work(self) -> None:
        connection: DirectConnection | None = None
        while channels := self._next():
            try:
                connection = connection or self._connect()
                for channel in channels:
                    connection.value("SELECT pg_notify(%s, '')", [channel])
            except DomainError:
                connection = None  # another one next time
        if connection is not None:
            connection.close()

    def _next(self) -> set[str]:
        """What is to be told, once there is something; nothing: it is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            channels, self._waiting = self._waiting, set()
            return channels
