"""Rows of a rehearsal that is forgotten this very moment (SIM-1)."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2.errors import ForeignKeyViolation

from chassis.database import DatabaseBusy


@contextmanager
def busy_if_forgotten() -> Iterator[None]:
    """`DatabaseBusy` where the amphi went between two statements: asked again, it is unknown."""
    try:
        yield
    except ForeignKeyViolation as error:
        raise DatabaseBusy from error
