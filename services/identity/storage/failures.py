"""Recent failed attempts, in SQL; counted here so that the limits hold over all pods (SEC-4)."""

from datetime import datetime

from chassis.database import Transaction


class PgFailures:
    """See `domain.ports.Failures`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def hold(self, key: bytes) -> None:
        self._tx.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(key[:8], "big", signed=True)])

    def count(self, key: bytes, since: datetime) -> int:
        return int(self._tx.value("SELECT count(*) FROM failure WHERE key = %s AND at > %s", [key, since]))

    def add(self, key: bytes, at: datetime) -> int:
        return int(self._tx.value("INSERT INTO failure (key, at) VALUES (%s, %s) RETURNING id", [key, at]))

    def remove(self, failure_id: int) -> None:
        self._tx.execute("DELETE FROM failure WHERE id = %s", [failure_id])

    def forget(self, key: bytes) -> None:
        self._tx.execute("DELETE FROM failure WHERE key = %s", [key])

    def purge(self, before: datetime) -> None:
        self._tx.execute("DELETE FROM failure WHERE at < %s", [before])
