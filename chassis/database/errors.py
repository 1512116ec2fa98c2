"""What a caller may meet when the database does not answer as hoped.

Anything else (unique, check or foreign key violations, wrong SQL) stays psycopg2's own error.
"""

from contextlib import AbstractContextManager
from typing import Final

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


class _ClearErrors:
    """A class and not a generator: every statement passes it twice (PERF-1)."""

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        if isinstance(error, BUSY):
            raise DatabaseBusy from error
        if isinstance(error, GONE):
            raise DatabaseUnavailable from error


_CLEAR_ERRORS: Final = _ClearErrors()


def clear_errors() -> AbstractContextManager[None]:
    """Says a lost connection, or a lock not had, as a `DomainError` of kind UNAVAILABLE."""
    return _CLEAR_ERRORS


def violates(error: psycopg2.Error, constraint: str) -> bool:
    """Whether the database refused because of this constraint or unique index."""
    return isinstance(error, psycopg2.IntegrityError) and error.diag.constraint_name == constraint
