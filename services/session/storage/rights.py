"""identity's planned absences; the highest version wins (decision 6)."""

from uuid import UUID

from chassis.database import Transaction
from services.session.use_cases.ports import Absence


def accept(tx: Transaction, intern_id: UUID, semestre: str, version: int, absence: Absence) -> Absence | None:
    """Keep the highest version; what counts now, or None where a higher one was known."""
    kept = tx.one(
        """
        INSERT INTO rights AS before (intern_id, semestre, version, absent, motif) VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT (intern_id, semestre) DO UPDATE SET
            version = excluded.version,
            absent = excluded.absent,
            motif = CASE WHEN before.version = excluded.version THEN before.motif ELSE excluded.motif END
        WHERE before.version <= excluded.version
        RETURNING absent, motif
        """,
        [intern_id, semestre, version, absence.absent, absence.motif],
    )
    return None if kept is None else Absence(kept["absent"], kept["motif"])


def of(tx: Transaction, semestre: str) -> dict[UUID, Absence]:
    """Intern → what counts."""
    rows = tx.all(
        "SELECT intern_id, absent, motif FROM rights WHERE semestre = %s ORDER BY intern_id", [semestre]
    )
    return {row["intern_id"]: Absence(row["absent"], row["motif"]) for row in rows}
