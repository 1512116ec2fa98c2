"""Procurations, in SQL; what two of them may not share, unique indexes refuse (PRC-3)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.identity.domain.procuration import EtatProcuration, Procuration
from services.identity.domain.semestre import Semestre
from services.identity.domain.text import email_key

_PROCURATION: Final = (
    "SELECT id, intern_id, semestre, email, telephone, etat, given_at, accepted_at, ended_at, password_hash"
    " FROM procuration"
)
_STANDING: Final = "etat IN ('envoyee', 'active')"


class PgProcurations:
    """See `domain.ports.Procurations`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def get(self, procuration_id: UUID) -> Procuration | None:
        return _procuration(self._tx.one(f"{_PROCURATION} WHERE id = %s", [procuration_id]))

    def take(self, procuration_id: UUID) -> Procuration | None:
        return _procuration(self._tx.one(f"{_PROCURATION} WHERE id = %s FOR UPDATE", [procuration_id]))

    def take_standing(self, intern_id: UUID, semestre: Semestre) -> Procuration | None:
        return _procuration(
            self._tx.one(
                f"{_PROCURATION} WHERE intern_id = %s AND semestre = %s AND {_STANDING} FOR UPDATE",
                [intern_id, semestre.code],
            )
        )

    def standing(self, intern_ids: list[UUID], semestre: Semestre) -> dict[UUID, Procuration]:
        rows = self._tx.all(
            f"{_PROCURATION} WHERE intern_id = ANY(%s) AND semestre = %s AND {_STANDING} ORDER BY intern_id",
            [intern_ids, semestre.code],
        )
        return {row["intern_id"]: Procuration(**_read(row)) for row in rows}

    def take_all_standing(self, semestre: Semestre) -> list[Procuration]:
        rows = self._tx.all(
            f"{_PROCURATION} WHERE semestre = %s AND {_STANDING} ORDER BY intern_id FOR UPDATE",
            [semestre.code],
        )
        return [Procuration(**_read(row)) for row in rows]

    def accepted_last(self, intern_id: UUID, semestre: Semestre) -> Procuration | None:
        return _procuration(
            self._tx.one(
                f"{_PROCURATION} WHERE intern_id = %s AND semestre = %s AND accepted_at IS NOT NULL"
                " ORDER BY accepted_at DESC, id LIMIT 1",
                [intern_id, semestre.code],
            )
        )

    def active_by_email(self, email: str, semestre: Semestre) -> Procuration | None:
        return _procuration(
            self._tx.one(
                f"{_PROCURATION} WHERE email_key = %s AND semestre = %s AND etat = 'active'",
                [email_key(email), semestre.code],
            )
        )

    def add(self, procuration: Procuration) -> bool:
        written = self._tx.execute(
            "INSERT INTO procuration (id, intern_id, semestre, email, email_key, telephone, etat, given_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                procuration.id,
                procuration.intern_id,
                procuration.semestre,
                procuration.email,
                email_key(procuration.email),
                procuration.telephone,
                procuration.etat.value,
                procuration.given_at,
            ],
        )
        return written == 1

    def accept(self, procuration_id: UUID, password_hash: str, now: datetime) -> None:
        self._tx.execute(
            "UPDATE procuration SET etat = 'active', password_hash = %s, accepted_at = %s WHERE id = %s",
            [password_hash, now, procuration_id],
        )

    def end(self, procuration_id: UUID, etat: EtatProcuration, now: datetime) -> None:
        self._tx.execute(
            "UPDATE procuration SET etat = %s, password_hash = NULL, ended_at = %s WHERE id = %s",
            [etat.value, now, procuration_id],
        )


def _procuration(row: Row | None) -> Procuration | None:
    return Procuration(**_read(row)) if row else None


def _read(row: Row) -> Row:
    return {**row, "etat": EtatProcuration(row["etat"])}
