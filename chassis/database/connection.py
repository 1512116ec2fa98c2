"""How every connection to PostgreSQL is opened, pooled or direct."""

from typing import Any

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - psycopg2 names its class in lower case
from psycopg2.extensions import register_adapter
from psycopg2.extras import Json, register_uuid

register_uuid()  # type: ignore[no-untyped-call]
register_adapter(dict, Json)

SECOND_MS = 1000
LOCK_TIMEOUT_MS = 2 * SECOND_MS
IDLE_IN_TRANSACTION_MS = 2 * SECOND_MS
STATEMENT_TIMEOUT_MS = 30 * SECOND_MS

KEEPALIVE: dict[str, int] = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10 * SECOND_MS,
}


def open_connection(dsn: str, application_name: str, **options: str | int) -> Connection:
    """Opens a connection whose session starts with these options besides the house's own.

    READ COMMITTED, UTC, and a transaction left idle for two seconds is cut: a stopped process holds no row.
    """
    session: dict[str, str | int] = {
        "timezone": "UTC",
        "default_transaction_isolation": r"read\ committed",
        "lock_timeout": LOCK_TIMEOUT_MS,
        "statement_timeout": STATEMENT_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_MS,
        **options,
    }
    arguments: dict[str, Any] = {
        **KEEPALIVE,
        "application_name": application_name,
        "options": " ".join(f"-c {name}={value}" for name, value in session.items()),
    }
    connection: Connection = psycopg2.connect(dsn, **arguments)
    return connection
