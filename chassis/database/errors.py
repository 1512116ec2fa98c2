"""What a caller may meet when the database does not answer as hoped.

Anything else (unique, check or foreign key violations, wrong SQL) stays psycopg2's own error.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2 import errors as pg
from sqlalchemy.exc import TimeoutError as PoolTimeout

from chassis.errors import DomainError, Kind


class DatabaseUnavailable(DomainError):
    """No connection, or it was lost; lost during a commit, the outcome is unknown."""

    code = "base_indisponible"
    kind = Kind.UNAVAILABLE
    text = "La base de données ne répond pas. Réessayez dans quelques instants."


class DatabaseBusy(DomainError):
    """A lock or a connection was not had in time; nothing was changed: ask again."""

    code = "base_occupee"
    kind = Kind.UNAVAILABLE
    text = "Trop de demandes arrivent en même temps. Réessayez dans quelques instants."


BUSY = (pg.LockNotAvailable, pg.DeadlockDetected, pg.QueryCanceled, pg.SerializationFailure, PoolTimeout)
GONE = (psycopg2.OperationalError, psycopg2.InterfaceError)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Says a lost connection, or a lock not had, as a `DomainError` of kind UNAVAILABLE."""
    try:
        yield
    except BUSY as error:
        raise DatabaseBusy from error
    except GONE as error:
        raise DatabaseUnavailable from error


def violates(error: psycopg2.Error, constraint: str) -> bool:
    """Whether the database refused because of this constraint or unique index."""
    return isinstance(error, psycopg2.IntegrityError) and error.diag.constraint_name == constraint
