"""What identity says of interns; the highest version wins (decision 6)."""

from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.session.domain.droits import Droits, TypeChoix
from services.session.use_cases.books import WITHOUT_A_REASON, Rights

_COLUMNS: Final = "absent, motif, type_choix, procuration, mandataire_id"


def accept(tx: Transaction, intern_id: UUID, semestre: str, version: int, rights: Rights) -> Rights | None:
    """Keep the highest version; what counts now, or None where a higher one was known.

    Of one version the reason of an absence is kept, which an event does not carry, whichever comes first.
    """
    kept = tx.one(
        f"""
        INSERT INTO rights AS before (intern_id, semestre, version, {_COLUMNS})
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (intern_id, semestre) DO UPDATE SET
            version = excluded.version,
            absent = excluded.absent,
            motif = CASE WHEN before.version = excluded.version AND excluded.motif = %s THEN before.motif
                ELSE excluded.motif END,
            type_choix = excluded.type_choix,
            procuration = excluded.procuration,
            mandataire_id = excluded.mandataire_id
        WHERE before.version <= excluded.version
        RETURNING {_COLUMNS}
        """,  # noqa: S608  # our columns
        [
            intern_id,
            semestre,
            version,
            rights.droits.absent,
            rights.motif,
            rights.droits.type_choix.value,
            rights.droits.procuration,
            rights.droits.mandataire_id,
            WITHOUT_A_REASON,
        ],
    )
    return None if kept is None else _rights(kept)


def of(tx: Transaction, semestre: str) -> dict[UUID, Rights]:
    """Intern → what counts."""
    rows = tx.all(
        f"SELECT intern_id, {_COLUMNS} FROM rights WHERE semestre = %s ORDER BY intern_id",  # noqa: S608  # our columns
        [semestre],
    )
    return {row["intern_id"]: _rights(row) for row in rows}


def version(tx: Transaction, intern_id: UUID, semestre: str) -> int:
    """The highest of this intern."""
    highest: int = tx.value(
        "SELECT version FROM rights WHERE intern_id = %s AND semestre = %s", [intern_id, semestre]
    )
    return highest


def heard(tx: Transaction, semestre: str) -> dict[UUID, tuple[int, str]]:
    """Intern → at which version, and why absent."""
    rows = tx.all(
        "SELECT intern_id, version, motif FROM rights WHERE semestre = %s ORDER BY intern_id", [semestre]
    )
    return {row["intern_id"]: (row["version"], row["motif"]) for row in rows}


def _rights(row: Row) -> Rights:
    droits = Droits(row["absent"], TypeChoix(row["type_choix"]), row["procuration"], row["mandataire_id"])
    return Rights(droits, row["motif"])
