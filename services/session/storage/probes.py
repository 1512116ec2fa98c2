"""What the replicas' probes of postes say, one row for all of them (decision 3)."""

from datetime import timedelta

from chassis.database import Transaction
from services.session.domain.moment import Probes


def read(tx: Transaction) -> Probes | None:
    """The last success of anybody."""
    row = tx.one("SELECT seen_at, successes FROM postes_probe")
    return None if row is None else Probes(row["seen_at"], row["successes"])


def stamp(tx: Transaction, gap: timedelta) -> None:
    """A success; after more than `gap` without one, or a clock that went back, it is the first in a row."""
    tx.execute(
        """
        INSERT INTO postes_probe AS before (seen_at, successes) VALUES (clock_timestamp(), 1)
        ON CONFLICT (single) DO UPDATE SET seen_at = excluded.seen_at, successes = CASE
            WHEN excluded.seen_at - before.seen_at BETWEEN interval '0' AND %s THEN before.successes + 1
            ELSE 1
        END
        """,
        [gap],
    )
