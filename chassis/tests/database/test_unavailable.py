"""A database that is busy, cuts connections or goes away: one clear error; all is well when it is back."""

import threading
import time
from pathlib import Path

import pytest

from chassis.database import Database, DatabaseBusy, DatabaseUnavailable, Transaction, pool
from chassis.errors import Kind
from chassis.tests.restartable import restartable_postgres

pytestmark = pytest.mark.real


def cut(database: Database, victim: Transaction) -> None:
    """Ends the victim's connection from outside, as a restart of the server does."""
    pid = victim.value("SELECT pg_backend_pid()")
    with database.transaction() as tx:
        tx.value("SELECT pg_terminate_backend(%s)", [pid])


def sleep_inside(database: Database) -> None:
    with database.transaction(idle_timeout_ms=30) as tx:
        time.sleep(0.2)
        tx.execute("SELECT 1")


def test_says_unavailable_when_the_connection_is_lost(database: Database) -> None:
    def work() -> None:
        with database.transaction() as tx:
            cut(database, tx)
            tx.execute("SELECT 1")

    with pytest.raises(DatabaseUnavailable) as lost:
        work()

    assert lost.value.kind is Kind.UNAVAILABLE
    assert lost.value.code == "base_indisponible"
    assert lost.value.__cause__ is not None


def test_says_unavailable_when_the_connection_is_lost_at_the_commit(database: Database) -> None:
    def work() -> None:
        with database.transaction() as tx:
            tx.execute("INSERT INTO poste VALUES (1)")
            cut(database, tx)
            tx.commit()

    with pytest.raises(DatabaseUnavailable):
        work()


def test_replaces_dead_connections_before_anybody_gets_them(database: Database) -> None:
    with database.transaction() as one, database.transaction() as two:
        pids = [tx.value("SELECT pg_backend_pid()") for tx in (one, two)]
    with database.direct() as direct:
        for pid in pids:
            direct.value("SELECT pg_terminate_backend(%s, 1000)", [pid])

    for _ in range(3):
        with database.transaction() as tx:
            assert tx.value("SELECT 1") == 1


def test_cuts_a_transaction_that_sleeps(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable):
        sleep_inside(database)


def test_waits_for_a_lock_no_longer_than_asked(database: Database) -> None:
    with database.transaction() as first:
        first.execute("LOCK TABLE poste")
        started = time.monotonic()
        with pytest.raises(DatabaseBusy) as busy, database.transaction(lock_timeout_ms=50) as second:
            second.execute("LOCK TABLE poste")

    assert time.monotonic() - started < 1
    assert busy.value.kind is Kind.UNAVAILABLE


def test_the_asked_timeout_ends_with_its_transaction(dsn: str) -> None:
    database = Database(dsn, "tests", pool_size=1)
    with database.transaction(lock_timeout_ms=50) as tx:
        assert tx.value("SHOW lock_timeout") == "50ms"
        tx.commit()
    with database.transaction() as tx:
        assert tx.value("SHOW lock_timeout") == "2s"
    database.close()


def test_says_busy_when_every_connection_is_taken(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WAIT_FOR_CONNECTION_SECONDS", 0.05)
    database = Database(dsn, "tests", pool_size=1)

    with database.transaction(), pytest.raises(DatabaseBusy), database.transaction():
        pass

    database.close()


def test_gives_connections_back_whatever_happens(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WAIT_FOR_CONNECTION_SECONDS", 0.05)
    database = Database(dsn, "tests", pool_size=1)

    for _ in range(3):
        with pytest.raises(DatabaseUnavailable):
            sleep_inside(database)

    database.check()
    database.close()


def test_serves_threads_at_the_same_time(database: Database) -> None:
    together = threading.Barrier(5, timeout=10)

    def work(number: int) -> None:
        with database.transaction() as tx:
            together.wait()
            tx.execute("INSERT INTO poste VALUES (%s)", [number])
            tx.commit()

    threads = [threading.Thread(target=work, args=[number]) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.transaction() as tx:
        assert tx.value("SELECT count(*) FROM poste") == 5


def test_works_again_after_a_restart_of_the_server(tmp_path: Path) -> None:
    part, server = restartable_postgres(tmp_path)
    server.start()
    database = Database(part.superuser_dsn, "tests")
    database.check()

    server.stop()
    with pytest.raises(DatabaseUnavailable):
        database.check()

    server.start()
    database.check()
    database.close()
    server.stop()
