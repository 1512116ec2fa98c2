"""Planned absences and their versions, in SQL."""

from collections.abc import Collection
from uuid import UUID

from chassis.database import Row, Transaction
from services.identity.domain.absences import AbsencePrevue
from services.identity.domain.semestre import Semestre


class PgAbsences:
    """See `domain.ports.Absences`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def of_semestre(self, semestre: Semestre) -> list[AbsencePrevue]:
        rows = self._tx.all(
            "SELECT intern_id, semestre, motif, version FROM absence"
            " WHERE semestre = %s AND motif IS NOT NULL ORDER BY intern_id",
            [semestre.code],
        )
        return [_absence(row) for row in rows]

    def get(self, keys: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], AbsencePrevue]:
        interns, semestres = [key[0] for key in keys], [key[1] for key in keys]
        rows = self._tx.all(
            "SELECT intern_id, semestre, motif, version FROM absence"
            " JOIN unnest(%s::uuid[], %s::text[]) AS asked (intern_id, semestre) USING (intern_id, semestre)"
            " WHERE motif IS NOT NULL ORDER BY intern_id, semestre",
            [interns, semestres],
        )
        return {(row["intern_id"], row["semestre"]): _absence(row) for row in rows}

    def record(self, intern_id: UUID, semestre: str, motif: str | None) -> AbsencePrevue:
        row = self._tx.one(
            "INSERT INTO absence (intern_id, semestre, motif, version)"
            " VALUES (%s, %s, %s, nextval('absence_version')) ON CONFLICT (intern_id, semestre)"
            " DO UPDATE SET motif = excluded.motif, version = excluded.version"
            " RETURNING intern_id, semestre, motif, version",
            [intern_id, semestre, motif],
        )
        assert row is not None  # noqa: S101  # INSERT … RETURNING without a condition gives a row
        return _absence(row)

    def hold_still(self) -> None:
        self._tx.execute("LOCK TABLE absence IN SHARE ROW EXCLUSIVE MODE")


def _absence(row: Row) -> AbsencePrevue:
    return AbsencePrevue(
        intern_id=row["intern_id"],
        semestre=row["semestre"],
        motif=row["motif"] or "",
        version=row["version"],
        stands=row["motif"] is not None,
    )
