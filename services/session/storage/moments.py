"""What the database knows of now, in one statement: each is a wait for whoever chooses (PERF-1)."""

from uuid import UUID

from chassis.database import Row, Transaction
from services.session.domain.moment import Moment, Probes
from services.session.storage.presences import mandataire


def read(tx: Transaction, amphi_id: UUID) -> Moment:
    """The amphi's clock, presence leases (the longest of all pods), postes' probes: ask after the lock."""
    rows = tx.all(
        """
        SELECT moment.now, probe.seen_at, probe.successes, lease.intern_id, lease.mandataire_id, lease.until
        FROM (SELECT clock_timestamp() AS now) AS moment
        LEFT JOIN postes_probe AS probe ON true
        LEFT JOIN (
            SELECT intern_id, mandataire_id, max(until) AS until FROM presence_lease WHERE amphi_id = %s
            GROUP BY intern_id, mandataire_id
        ) AS lease ON true
        """,
        [amphi_id],
    )
    leases = {
        (row["intern_id"], mandataire(row["mandataire_id"])): row["until"]
        for row in rows
        if row["until"] is not None
    }
    return Moment(rows[0]["now"], leases=leases, probes=_probes(rows[0]))


def _probes(row: Row) -> Probes | None:
    return None if row["seen_at"] is None else Probes(row["seen_at"], row["successes"])
