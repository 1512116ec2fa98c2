"""An intern's own affectations, what a PDF says of one, and the public check of an attestation's code."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Database, Row
from services.postes.domain.attestation import normalised
from services.postes.use_cases.errors import AffectationInconnue
from services.postes.use_cases.ports import Affectations


@dataclass(frozen=True, slots=True)
class ReadAffectations:
    """The use cases and their ports."""

    database: Database
    affectations: Affectations

    def mine(self, intern_id: UUID) -> list[Row]:
        """The intern's own, the newest semester first (PRO-5)."""
        with self.database.transaction() as tx:
            return self.affectations.of_intern(tx, intern_id)

    def facts(self, affectation_id: UUID) -> Row:
        """What the PDFs say (TRN-5); `AffectationInconnue`. notifications alone."""
        with self.database.transaction() as tx:
            return _found(self.affectations.by_id(tx, affectation_id))

    def facts_of(self, intern_id: UUID, semestre: str) -> Row:
        """The same, by intern and semester; `AffectationInconnue`. notifications alone."""
        with self.database.transaction() as tx:
            return _found(self.affectations.of_intern_in(tx, intern_id, semestre))

    def facts_given_at(self, intern_id: UUID, semestre: str, received_at: datetime) -> Row:
        """Of the place that was asked for then, replaced since or not; `AffectationInconnue`.

        For a mail that leaves late and says what was decided then (TRN-5). notifications alone.
        """
        with self.database.transaction() as tx:
            return _found(self.affectations.of_intern_given_at(tx, intern_id, semestre, received_at))

    def verify(self, typed: str) -> Row | None:
        """The affectation whose attestation bears this code, however it is typed; None: there is none."""
        code = normalised(typed)
        if code is None:
            return None
        with self.database.transaction() as tx:
            return self.affectations.by_code(tx, code)


def _found(row: Row | None) -> Row:
    if row is None:
        raise AffectationInconnue
    return row
