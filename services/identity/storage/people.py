"""Accounts of interns and staff, in SQL."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.identity.domain.people import Account, StaffMember
from services.identity.domain.roles import Role
from services.identity.domain.text import email_key

_ACCOUNT: Final = (
    "SELECT intern_id, email, password_hash, telephone, adresse, ufr, question, answer_hash, created_at"
    " FROM account"
)
_STAFF: Final = "SELECT id, email, nom, role, password_hash, totp_secret, last_totp_step, active FROM staff"


class PgAccounts:
    """See `domain.ports.Accounts`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def get(self, intern_id: UUID) -> Account | None:
        row = self._tx.one(f"{_ACCOUNT} WHERE intern_id = %s", [intern_id])
        return Account(**row) if row else None

    def by_email(self, email: str) -> Account | None:
        row = self._tx.one(f"{_ACCOUNT} WHERE email_key = %s", [email_key(email)])
        return Account(**row) if row else None

    def add(self, account: Account) -> bool:
        written = self._tx.execute(
            "INSERT INTO account (intern_id, email, email_key, password_hash, telephone, adresse, ufr,"
            " question, answer_hash, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                account.intern_id,
                account.email,
                email_key(account.email),
                account.password_hash,
                account.telephone,
                account.adresse,
                account.ufr,
                account.question,
                account.answer_hash,
                account.created_at,
            ],
        )
        return written == 1

    def ufrs_of(self, intern_ids: Collection[UUID]) -> dict[UUID, str]:
        rows = self._tx.all(
            "SELECT intern_id, ufr FROM account WHERE intern_id = ANY(%s) ORDER BY intern_id",
            [list(intern_ids)],
        )
        return {row["intern_id"]: row["ufr"] for row in rows}


class PgStaff:
    """See `domain.ports.Staff`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def get(self, staff_id: UUID) -> StaffMember | None:
        row = self._tx.one(f"{_STAFF} WHERE id = %s", [staff_id])
        return _member(row) if row else None

    def by_email(self, email: str) -> StaffMember | None:
        row = self._tx.one(f"{_STAFF} WHERE email_key = %s", [email_key(email)])
        return _member(row) if row else None

    def save(self, member: StaffMember) -> None:
        self._tx.execute(
            "INSERT INTO staff (id, email, email_key, nom, role, password_hash, totp_secret, last_totp_step,"
            " active) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (email_key) DO UPDATE SET"
            " email = excluded.email, nom = excluded.nom, role = excluded.role,"
            " password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,"
            " active = excluded.active",
            [
                member.id,
                member.email,
                email_key(member.email),
                member.nom,
                member.role.value,
                member.password_hash,
                member.totp_secret,
                member.last_totp_step,
                member.active,
            ],
        )

    def use_totp(self, staff_id: UUID, step: int) -> bool:
        used = self._tx.execute(
            "UPDATE staff SET last_totp_step = %s WHERE id = %s AND last_totp_step < %s",
            [step, staff_id, step],
        )
        return used == 1


def _member(row: Row) -> StaffMember:
    return StaffMember(**{**row, "role": Role(row["role"]), "totp_secret": bytes(row["totp_secret"])})
