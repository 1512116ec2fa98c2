"""Migrations: forward, once, silent, and safe when several run at once or one dies."""

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from chassis.database import Database
from chassis.database import migrate as module
from chassis.database.migrate import migrate

pytestmark = pytest.mark.real


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the migrations of the service `essai` are."""
    monkeypatch.setattr(module, "SERVICES", tmp_path)
    made = tmp_path / "essai" / "storage" / "migrations"
    made.mkdir(parents=True)
    (made / "essai-0001-amphi.sql").write_text("CREATE TABLE amphi (code text);\n")
    return made


@pytest.fixture
def database(dsn: str) -> Iterator[Database]:
    """The database that is migrated."""
    opened = Database(dsn, "tests")
    yield opened
    opened.close()


def applied(database: Database) -> list[str]:
    with database.transaction() as tx:
        rows = tx.all("SELECT migration_id FROM _yoyo_migration ORDER BY migration_id")
    return [row["migration_id"] for row in rows]


@pytest.mark.usefixtures("folder")
def test_applies_the_chassis_tables_then_the_services_own(dsn: str, database: Database) -> None:
    migrate(dsn, "essai")

    assert applied(database) == ["chassis-0001-events", "chassis-0002-imports", "essai-0001-amphi"]
    with database.transaction() as tx:
        for table in ("outbox", "inbox", "parked", "import_file", "amphi"):
            tx.execute(f"SELECT FROM {table}")


def test_applies_only_what_is_new(dsn: str, database: Database, folder: Path) -> None:
    migrate(dsn, "essai")
    (folder / "essai-0002-rang.sql").write_text("ALTER TABLE amphi ADD rang integer;\n")

    migrate(dsn, "essai")
    migrate(dsn, "essai")

    assert applied(database)[-1] == "essai-0002-rang"


def test_takes_functions_and_percent_signs_as_they_are(dsn: str, database: Database, folder: Path) -> None:
    (folder / "essai-0002-trigger.sql").write_text(
        "CREATE FUNCTION double(n integer) RETURNS integer LANGUAGE plpgsql AS $$\n"
        "BEGIN\n    IF n % 2 = 0 THEN RETURN n; END IF;\n    RETURN n * 2;\nEND;\n$$;\n"
        "CREATE TABLE apres (x text CHECK (x NOT LIKE '%;%'));\n"
    )

    migrate(dsn, "essai")

    with database.transaction() as tx:
        assert tx.value("SELECT double(3)") == 6


def test_keeps_nothing_of_a_migration_that_fails(dsn: str, database: Database, folder: Path) -> None:
    (folder / "essai-0002-faux.sql").write_text("CREATE TABLE demi (x text);\nSELECT faux;\n")

    with pytest.raises(psycopg2.Error, match="faux"):
        migrate(dsn, "essai")

    assert "essai-0002-faux" not in applied(database)
    with database.transaction() as tx:
        assert tx.value("SELECT to_regclass('demi')") is None


def test_several_at_once_wait_for_each_other(service_database: Callable[[str], str], folder: Path) -> None:
    dsn = service_database("chassis")
    (folder / "essai-0002-lent.sql").write_text("SELECT pg_sleep(0.3);\nCREATE TABLE lent (x text);\n")
    failures: list[Exception] = []

    def run() -> None:
        try:
            migrate(dsn, "essai")
        except Exception as error:  # noqa: BLE001  # whatever it is, the test shows it
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []


@pytest.mark.usefixtures("folder")
def test_one_that_died_leaves_no_lock(dsn: str, database: Database) -> None:
    with database.transaction() as tx:
        tx.execute("DROP SCHEMA public CASCADE")
        tx.execute("CREATE SCHEMA public")
        tx.execute("CREATE TABLE yoyo_lock (locked integer PRIMARY KEY, ctime timestamp, pid integer)")
        tx.execute("INSERT INTO yoyo_lock VALUES (1, now(), 4242)")
        tx.commit()

    migrate(dsn, "essai")

    assert "essai-0001-amphi" in applied(database)


def test_says_nothing_but_to_the_log(
    dsn: str, folder: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "essai-0002-lecture.sql").write_text("SELECT 'bavard';\n")

    with caplog.at_level(logging.INFO, "chassis.database.migrate"):
        migrate(dsn, "essai")

    assert "essai-0001-amphi" in caplog.text
    out, _ = capfd.readouterr()
    assert "bavard" not in out
