"""Transactions: nothing is kept unless committed; rows are dicts; types come back as they went."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg2
import pytest

from chassis.database import Database, Json, violates

pytestmark = pytest.mark.real


def count(database: Database) -> int:
    with database.transaction() as tx:
        return int(tx.value("SELECT count(*) FROM poste"))


def test_keeps_what_was_committed(database: Database) -> None:
    with database.transaction() as tx:
        assert tx.execute("INSERT INTO poste VALUES (%s, %s)", [1, "Cochin"]) == 1
        tx.commit()

    with database.transaction() as tx:
        assert tx.one("SELECT numero, nom FROM poste") == {"numero": 1, "nom": "Cochin"}


def test_forgets_what_was_not_committed(database: Database) -> None:
    with database.transaction() as tx:
        tx.execute("INSERT INTO poste VALUES (1)")

    assert count(database) == 0


def test_forgets_everything_after_an_error(database: Database) -> None:
    def insert_and_fail() -> None:
        with database.transaction() as tx:
            tx.execute("INSERT INTO poste VALUES (1)")
            raise LookupError("some rule")

    with pytest.raises(LookupError, match="some rule"):
        insert_and_fail()

    assert count(database) == 0


def test_is_over_once_committed(database: Database) -> None:
    with database.transaction() as tx:
        tx.execute("INSERT INTO poste VALUES (1)")
        tx.commit()
        with pytest.raises(RuntimeError, match="open another one"):
            tx.execute("INSERT INTO poste VALUES (2)")

    assert count(database) == 1


def test_reading_opens_no_transaction_and_leaves_the_next_one_whole(database: Database, dsn: str) -> None:
    only = Database(dsn, "tests", pool_size=1)

    with only.reading() as tx:
        assert tx.value("SELECT now()") < tx.value("SELECT now()")
    with only.transaction() as tx:
        tx.execute("INSERT INTO poste VALUES (1)")

    only.close()

    assert count(database) == 0


def test_gives_none_where_nothing_is_found(database: Database) -> None:
    with database.transaction() as tx:
        assert tx.one("SELECT * FROM poste WHERE numero = 9") is None
        assert tx.value("SELECT numero FROM poste WHERE numero = 9") is None
        assert tx.all("SELECT * FROM poste ORDER BY numero") == []


def test_refuses_two_rows_where_one_is_asked(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(LookupError, match="more than one row"):
        tx.one("SELECT * FROM generate_series(1, 2)")


def test_inserts_many_rows_and_counts_those_written(database: Database) -> None:
    rows = [(number % 1_200, "x") for number in range(1_300)]

    with database.transaction() as tx:
        written = tx.insert_many("INSERT INTO poste VALUES %s ON CONFLICT DO NOTHING", rows)
        tx.commit()

    assert written == 1_200
    assert count(database) == 1_200


def test_carries_uuids_json_and_instants(database: Database) -> None:
    one, two = uuid4(), uuid4()
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)

    with database.transaction() as tx:
        row = tx.one(
            "SELECT %s::uuid AS id, %s AS ids, %s::jsonb AS object, %s::jsonb AS list,"
            " %s::timestamptz AS at, now() AS now",
            [one, [one, two], {"rang": None}, Json([1, "é"]), noon],
        )

    assert row is not None
    now = row.pop("now")
    assert now.utcoffset() == timedelta(0)
    assert row == {"id": one, "ids": [one, two], "object": {"rang": None}, "list": [1, "é"], "at": noon}


def test_names_the_constraint_that_refused(database: Database) -> None:
    with database.transaction() as tx:
        tx.execute("INSERT INTO poste VALUES (1)")
        with pytest.raises(psycopg2.IntegrityError) as refused:
            tx.execute("INSERT INTO poste VALUES (1)")

    assert violates(refused.value, "un_numero")
    assert not violates(refused.value, "un_nom")
    assert not violates(psycopg2.OperationalError(), "un_numero")


def test_runs_under_read_committed_in_utc_under_its_name(database: Database) -> None:
    with database.transaction() as tx:
        assert tx.value("SHOW transaction_isolation") == "read committed"
        assert tx.value("SHOW timezone") == "UTC"
        assert tx.value("SHOW application_name") == "tests"
        assert tx.value("SHOW idle_in_transaction_session_timeout") == "2s"
