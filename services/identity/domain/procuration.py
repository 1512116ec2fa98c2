"""A proxy: somebody whom an intern names to choose instead, for one semester (PRC-1…5)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class EtatProcuration(StrEnum):
    """Given, accepted by the mandataire, taken back, or over with the semester's choices (PRC-2)."""

    ENVOYEE = "envoyee"
    ACTIVE = "active"
    ANNULEE = "annulee"
    EXPIREE = "expiree"


STANDING = frozenset({EtatProcuration.ENVOYEE, EtatProcuration.ACTIVE})
"""While it does, the intern cannot choose (PRC-1), and nobody else may name its e-mail (PRC-3)."""


@dataclass(frozen=True, slots=True)
class Procuration:
    """`id` is also the mandataire's own: a person who holds two, in two semesters, is two mandataires.

    `password_hash` is there while it is active, and forgotten when it ends.
    """

    id: UUID
    intern_id: UUID
    semestre: str
    email: str
    telephone: str
    etat: EtatProcuration
    given_at: datetime
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    password_hash: str | None = None

    @property
    def stands(self) -> bool:
        """Neither cancelled nor over."""
        return self.etat in STANDING
