"""Connections outside the pool: notifications and locks of a session."""

import time

import pytest

from chassis.database import Database, DatabaseUnavailable

pytestmark = pytest.mark.real


def notify(database: Database, payload: str) -> None:
    with database.transaction() as tx:
        tx.execute("SELECT pg_notify('salle', %s)", [payload])
        tx.commit()


def test_hears_what_was_committed(database: Database) -> None:
    with database.direct() as direct:
        direct.listen("salle")
        notify(database, "un")
        with database.transaction() as tx:
            tx.execute("SELECT pg_notify('salle', 'annulé')")
        notify(database, "deux")

        heard = direct.wait(5) + direct.wait(0.1)

    assert heard == ["un", "deux"]


def test_waits_no_longer_than_asked(database: Database) -> None:
    with database.direct() as direct:
        direct.listen("salle")
        started = time.monotonic()

        assert direct.wait(0.1) == []

    assert 0.05 < time.monotonic() - started < 1


def test_holds_a_lock_until_it_is_closed(database: Database) -> None:
    take = "SELECT pg_try_advisory_lock(7)"
    with database.direct() as first, database.direct() as second:
        assert first.value(take) is True
        assert second.value(take) is False

    with database.direct() as third:
        assert third.value(take) is True


def test_is_cut_when_it_was_silent_for_longer_than_said(database: Database) -> None:
    with database.direct(idle_session_timeout=50) as direct:
        time.sleep(0.3)
        with pytest.raises(DatabaseUnavailable):
            direct.value("SELECT 1")
