"""Who can log in: interns with an account, and ARS's staff."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.identity.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Account:
    """What an intern gave at the inscription (INS-5); it serves all later semesters (INS-6)."""

    intern_id: UUID
    email: str
    password_hash: str
    telephone: str
    adresse: str
    ufr: str
    question: str
    answer_hash: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody of ARS (ADM-1). `totp_secret` is encrypted; `last_totp_step` is the last one that was used."""

    id: UUID
    email: str
    nom: str
    role: Role
    password_hash: str
    totp_secret: bytes
    last_totp_step: int
    active: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach an intern: by what the account says, else by what the register says."""

    intern_id: UUID
    nom: str
    prenom: str
    email: str | None
    telephone: str | None
    has_account: bool
