"""Interns' rights and their versions, in SQL. Their table is called `absence`, after its first column."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.identity.domain.droits import Decideurs, Droits, TypeChoix
from services.identity.domain.semestre import Semestre

_COLUMNS: Final = (
    "intern_id, semestre, motif, type_choix, procuration, mandataire_id, version,"
    " absence_par, type_choix_par, procuration_par"
)
_DROITS: Final = f"SELECT {_COLUMNS} FROM absence"  # noqa: S608  # our columns

# `nextval` stands where the row is locked already: the last to write has the highest version.
_CHANGE: Final = """INSERT INTO absence (intern_id, semestre, {columns}, version)
    VALUES (%s, %s, {places}, nextval('absence_version')) ON CONFLICT (intern_id, semestre)
    DO UPDATE SET {changes}, version = nextval('absence_version') RETURNING {all}"""


class PgDroits:
    """See `domain.ports.TousDroits`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def absences(self, semestre: Semestre) -> list[Droits]:
        rows = self._tx.all(
            f"{_DROITS} WHERE semestre = %s AND motif IS NOT NULL ORDER BY intern_id", [semestre.code]
        )
        return [_droits(row) for row in rows]

    def of_semestre(self, semestre: Semestre) -> list[Droits]:
        rows = self._tx.all(f"{_DROITS} WHERE semestre = %s ORDER BY intern_id", [semestre.code])
        return [_droits(row) for row in rows]

    def get(self, keys: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], Droits]:
        interns, semestres = [key[0] for key in keys], [key[1] for key in keys]
        rows = self._tx.all(
            f"{_DROITS} JOIN unnest(%s::uuid[], %s::text[]) AS asked (intern_id, semestre)"
            " USING (intern_id, semestre) ORDER BY intern_id, semestre",
            [interns, semestres],
        )
        return {(row["intern_id"], row["semestre"]): _droits(row) for row in rows}

    def record_absence(self, intern_id: UUID, semestre: str, motif: str | None, *, par: str) -> Droits:
        return self._change(intern_id, semestre, motif=motif, absence_par=par)

    def record_type_choix(self, intern_id: UUID, semestre: str, type_choix: TypeChoix, *, par: str) -> Droits:
        return self._change(intern_id, semestre, type_choix=type_choix.value, type_choix_par=par)

    def record_procuration(
        self, intern_id: UUID, semestre: str, *, par: str, given: bool, mandataire_id: UUID | None = None
    ) -> Droits:
        return self._change(
            intern_id, semestre, procuration=given, mandataire_id=mandataire_id, procuration_par=par
        )

    def hold_still(self) -> None:
        self._tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('droits', 0))")

    def _change(self, intern_id: UUID, semestre: str, **changes: object) -> Droits:
        row = self._tx.one(
            _CHANGE.format(
                all=_COLUMNS,
                columns=", ".join(changes),
                places=", ".join(["%s"] * len(changes)),
                changes=", ".join(f"{column} = excluded.{column}" for column in changes),
            ),
            [intern_id, semestre, *changes.values()],
        )
        assert row is not None  # noqa: S101  # INSERT … RETURNING without a condition gives a row
        return _droits(row)


def _droits(row: Row) -> Droits:
    return Droits(
        intern_id=row["intern_id"],
        semestre=row["semestre"],
        version=row["version"],
        absent=row["motif"] is not None,
        motif=row["motif"] or "",
        type_choix=TypeChoix(row["type_choix"]),
        procuration=row["procuration"],
        mandataire_id=row["mandataire_id"],
        par=Decideurs(row["absence_par"], row["type_choix_par"], row["procuration_par"]),
    )
