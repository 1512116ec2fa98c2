"""The copy of planned absences, in SQL. Reasons stay in identity."""

from collections.abc import Collection
from datetime import datetime

from chassis.database import Transaction
from services.ranking.domain.semestre import Semestre


class PgAbsences:
    """See `domain.ports.Absences`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def among(self, semestre: Semestre, intern_ids: Collection[str]) -> set[str]:
        rows = self._tx.all(
            "SELECT intern_id FROM absence WHERE semestre = %s AND absent AND intern_id = ANY(%s::uuid[])"
            " ORDER BY intern_id",
            [semestre.code, list(intern_ids)],
        )
        return {str(row["intern_id"]) for row in rows}

    def record(self, intern_id: str, semestre: str, number: int, at: datetime, *, absent: bool) -> None:
        self._tx.execute(
            "INSERT INTO absence (intern_id, semestre, absent, number, heard_at) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (intern_id, semestre) DO UPDATE SET absent = excluded.absent,"
            " number = excluded.number, heard_at = excluded.heard_at WHERE absence.number < excluded.number",
            [intern_id, semestre, absent, number, at],
        )

    def replace(self, semestre: Semestre, absent: Collection[str], asked_at: datetime) -> None:
        self._tx.execute(
            "UPDATE absence SET absent = false WHERE semestre = %s AND heard_at <= %s"
            " AND NOT intern_id = ANY(%s::uuid[])",
            [semestre.code, asked_at, list(absent)],
        )
        self._tx.insert_many(
            "INSERT INTO absence (intern_id, semestre, absent, number, heard_at) VALUES %s"
            " ON CONFLICT (intern_id, semestre) DO UPDATE SET absent = true"
            " WHERE absence.heard_at <= excluded.heard_at",
            [(intern_id, semestre.code, True, 0, asked_at) for intern_id in sorted(absent)],
        )
