"""PostgreSQL for a service: a pool, transactions that roll back unless committed, rows as dicts.

    database = Database(settings.database_url, "session")
    with database.transaction() as tx:
        amphi = tx.one("SELECT id, seq FROM amphi WHERE id = %s FOR UPDATE", [amphi_id])
        tx.execute("UPDATE amphi SET seq = seq + 1 WHERE id = %s", [amphi_id])
        tx.commit()

UUIDs and `jsonb` travel as `uuid.UUID` and plain dicts (wrap a top-level list in `Json`); instants are aware,
in UTC.
"""

from psycopg2.extras import Json

from chassis.database.direct import DirectConnection
from chassis.database.errors import DatabaseBusy, DatabaseUnavailable, violates
from chassis.database.pool import Database
from chassis.database.rows import Row
from chassis.database.transaction import Params, Transaction

__all__ = [
    "Database",
    "DatabaseBusy",
    "DatabaseUnavailable",
    "DirectConnection",
    "Json",
    "Params",
    "Row",
    "Transaction",
    "violates",
]
