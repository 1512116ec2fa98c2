"""Databases and roles on a PostgreSQL server: each role owns its own database and may enter no other."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2.extensions import cursor as Cursor  # noqa: N812  # a class, named in lower case there
from psycopg2.sql import SQL, Identifier, Literal

# A stopped process must not hold a row for longer (architecture, decision 3).
IDLE_IN_TRANSACTION = "2s"


def dsn_for(server_dsn: str, database: str, role: str, password: str) -> str:
    """The address of one database for its role, on the same server."""
    host = re.sub(r"^.*@", "", urlsplit(server_dsn).netloc)
    return urlunsplit(("postgresql", f"{role}:{password}@{host}", f"/{database}", "", ""))


@contextmanager
def superuser(server_dsn: str) -> Iterator[Cursor]:
    """A cursor of the superuser, each statement on its own."""
    connection = psycopg2.connect(server_dsn)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def ensure_role(cursor: Cursor, role: str, password: str) -> None:
    """The role exists, may log in with this password, and nothing more."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,))
    verb = SQL("ALTER" if cursor.fetchone() else "CREATE")
    cursor.execute(SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, Identifier(role), Literal(password)))


def ensure_database(cursor: Cursor, database: str, owner: str, template: str = "template0") -> None:
    """The database exists, belongs to this role and lets no other in."""
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,))
    name = Identifier(database)
    if cursor.fetchone() is None:
        cursor.execute(
            SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                name, Identifier(owner), Identifier(template)
            )
        )
    cursor.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    cursor.execute(
        SQL("ALTER DATABASE {} SET idle_in_transaction_session_timeout = {}").format(
            name, Literal(IDLE_IN_TRANSACTION)
        )
    )


def drop_database(cursor: Cursor, database: str) -> None:
    """The database is gone, with whoever was in it."""
    cursor.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database)))
