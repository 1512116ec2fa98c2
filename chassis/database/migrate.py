"""Brings a service's database to the newest schema: the chassis's tables, then its own. Forward only."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

from yoyo import get_backend, read_migrations
from yoyo.backends import DatabaseBackend

from chassis.database.connection import open_connection

logger = logging.getLogger(__name__)

CHASSIS = Path(__file__).parent / "migrations"
SERVICES = Path(__file__).parents[2] / "services"
ADVISORY_LOCK = 0x6463_6931
"""Any number that nothing else in the database locks."""


def migrate(dsn: str, service: str) -> None:
    """Applies what is missing from `services/<service>/storage/migrations` (plain SQL, ordered by file name).

    Two that run at once wait for each other; one that dies leaves no lock behind.
    """
    own = SERVICES / service / "storage" / "migrations"
    with _alone(dsn), get_backend(dsn) as backend:
        backend.break_lock()
        for folder in (CHASSIS, own):
            _apply(backend, folder)


def _apply(backend: DatabaseBackend, folder: Path) -> None:
    for migration in backend.to_apply(read_migrations(str(folder))):
        logger.info("migration %s", migration.id)
        with redirect_stdout(StringIO()):  # yoyo prints what a SELECT of a migration gives
            backend.apply_one(migration)


@contextmanager
def _alone(dsn: str) -> Iterator[None]:
    """Holds a lock of the session, which ends with it; yoyo's own is a row that a killed process leaves."""
    connection = open_connection(dsn, "migrate", lock_timeout=0, statement_timeout=0)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        yield
    finally:
        connection.close()
