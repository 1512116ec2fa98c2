"""Requests for a type de choix, in SQL; an intern has one pending at most, says an index (STA-2)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.identity.domain.demande import Demande, EtatDemande
from services.identity.domain.droits import TypeChoix
from services.identity.domain.semestre import Semestre

_DEMANDE: Final = (
    "SELECT id, intern_id, semestre, type_choix, etat, asked_at, reason, papers_received, note, decided_at"
    " FROM demande_type_choix"
)


class PgDemandes:
    """See `domain.ports.Demandes`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def get(self, demande_id: UUID) -> Demande | None:
        return _demande(self._tx.one(f"{_DEMANDE} WHERE id = %s", [demande_id]))

    def take(self, demande_id: UUID) -> Demande | None:
        return _demande(self._tx.one(f"{_DEMANDE} WHERE id = %s FOR UPDATE", [demande_id]))

    def take_pending(self, intern_id: UUID) -> Demande | None:
        return _demande(
            self._tx.one(f"{_DEMANDE} WHERE intern_id = %s AND etat = 'en_cours' FOR UPDATE", [intern_id])
        )

    def pending(self, intern_ids: list[UUID], semestre: Semestre) -> dict[UUID, Demande]:
        rows = self._tx.all(
            f"{_DEMANDE} WHERE intern_id = ANY(%s) AND semestre = %s AND etat = 'en_cours'"
            " ORDER BY intern_id",
            [intern_ids, semestre.code],
        )
        return {row["intern_id"]: Demande(**_read(row)) for row in rows}

    def of_interne(self, intern_id: UUID, semestre: Semestre) -> list[Demande]:
        rows = self._tx.all(
            f"{_DEMANDE} WHERE intern_id = %s AND semestre = %s ORDER BY asked_at DESC, id",
            [intern_id, semestre.code],
        )
        return [Demande(**_read(row)) for row in rows]

    def of_semestre(self, semestre: Semestre, etat: EtatDemande | None) -> list[Demande]:
        rows = self._tx.all(
            f"{_DEMANDE} WHERE semestre = %(semestre)s AND (%(etat)s::text IS NULL OR etat = %(etat)s)"
            " ORDER BY etat <> 'en_cours', asked_at DESC, id",
            {"semestre": semestre.code, "etat": etat.value if etat else None},
        )
        return [Demande(**_read(row)) for row in rows]

    def take_all_pending(self, semestre: Semestre) -> list[Demande]:
        rows = self._tx.all(
            f"{_DEMANDE} WHERE semestre = %s AND etat = 'en_cours' ORDER BY intern_id FOR UPDATE",
            [semestre.code],
        )
        return [Demande(**_read(row)) for row in rows]

    def add(self, demande: Demande) -> bool:
        written = self._tx.execute(
            "INSERT INTO demande_type_choix (id, intern_id, semestre, type_choix, etat, reason,"
            " papers_received, note, asked_at, decided_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                demande.id,
                demande.intern_id,
                demande.semestre,
                demande.type_choix.value,
                demande.etat.value,
                demande.reason,
                demande.papers_received,
                demande.note,
                demande.asked_at,
                demande.decided_at,
            ],
        )
        return written == 1

    def decide(self, demande_id: UUID, etat: EtatDemande, now: datetime, reason: str = "") -> None:
        self._tx.execute(
            "UPDATE demande_type_choix SET etat = %s, decided_at = %s, reason = %s WHERE id = %s",
            [etat.value, now, reason, demande_id],
        )

    def note_papers(self, demande_id: UUID, note: str, *, received: bool) -> None:
        self._tx.execute(
            "UPDATE demande_type_choix SET papers_received = %s, note = %s WHERE id = %s",
            [received, note, demande_id],
        )


def _demande(row: Row | None) -> Demande | None:
    return Demande(**_read(row)) if row else None


def _read(row: Row) -> Row:
    return {**row, "etat": EtatDemande(row["etat"]), "type_choix": TypeChoix(row["type_choix"])}
