"""Semesters and specialities, in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chassis.database import Row, Transaction
from services.identity.domain.register import Reference, ReferenceKind
from services.identity.domain.semestre import KnownSemestre, Semestre

_SEMESTRE: Final = "SELECT code, newest_promotion, current, closed_at IS NOT NULL AS closed FROM semestre"


class PgSemestres:
    """See `domain.ports.Semestres`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def all(self) -> list[KnownSemestre]:
        rows = self._tx.all(f"{_SEMESTRE} ORDER BY substr(code, 3), substr(code, 1, 2)")
        return [_known(row) for row in rows]

    def current(self) -> KnownSemestre | None:
        row = self._tx.one(f"{_SEMESTRE} WHERE current")
        return _known(row) if row else None

    def hold_current(self) -> KnownSemestre | None:
        row = self._tx.one(f"{_SEMESTRE} WHERE current FOR SHARE")
        return _known(row) if row else None

    def close(self, semestre: Semestre, now: datetime) -> bool:
        return (
            self._tx.execute(
                "UPDATE semestre SET closed_at = coalesce(closed_at, %s) WHERE code = %s",
                [now, semestre.code],
            )
            == 1
        )

    def add(self, semestre: Semestre, newest_promotion: int) -> bool:
        written = self._tx.execute(
            "INSERT INTO semestre (code, newest_promotion) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [semestre.code, newest_promotion],
        )
        return written == 1

    def make_current(self, semestre: Semestre) -> bool:
        self._tx.execute("LOCK TABLE semestre IN SHARE ROW EXCLUSIVE MODE")
        self._tx.execute("UPDATE semestre SET current = false WHERE current AND code <> %s", [semestre.code])
        return self._tx.execute("UPDATE semestre SET current = true WHERE code = %s", [semestre.code]) == 1


class PgSpecialities:
    """See `domain.ports.Specialities`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def all(self, kind: ReferenceKind) -> list[Reference]:
        rows = self._tx.all(f"SELECT code, label FROM {kind.value} ORDER BY code")  # noqa: S608  # an enum
        return [Reference(row["code"], row["label"]) for row in rows]

    def add(self, kind: ReferenceKind, references: Sequence[Reference]) -> list[Reference]:
        created = []
        for reference in sorted(references, key=lambda one: one.code):
            written = self._tx.execute(
                f"INSERT INTO {kind.value} (code, label) VALUES (%s, %s)"  # noqa: S608  # an enum
                " ON CONFLICT DO NOTHING",
                [reference.code, reference.label],
            )
            if written:
                created.append(reference)
        return created


def _known(row: Row) -> KnownSemestre:
    semestre = Semestre(year=int(row["code"][2:]), month=int(row["code"][:2]))
    return KnownSemestre(semestre, row["newest_promotion"], row["current"], row["closed"])
