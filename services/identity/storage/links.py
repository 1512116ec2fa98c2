"""Tickets of inscriptions and mailed links, in SQL."""

from datetime import datetime
from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.identity.domain.links import LinkKind, MailLink, Ticket

_LINK: Final = (
    "SELECT id, kind, intern_id, email, expires_at, used_at, failures, procuration_id"
    " FROM mail_link WHERE id = %s"
)


class PgLinks:
    """See `domain.ports.Links`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add_ticket(self, ticket: Ticket, secret_hash: bytes) -> None:
        self._tx.execute(
            "INSERT INTO ticket (id, secret_hash, intern_id, expires_at, mails) VALUES (%s, %s, %s, %s, 0)",
            [ticket.id, secret_hash, ticket.intern_id, ticket.expires_at],
        )

    def take_ticket(self, secret_hash: bytes) -> Ticket | None:
        row = self._tx.one(
            "SELECT id, intern_id, expires_at FROM ticket WHERE secret_hash = %s FOR UPDATE", [secret_hash]
        )
        return Ticket(**row) if row else None

    def count_mail(self, ticket_id: UUID) -> None:
        self._tx.execute("UPDATE ticket SET mails = mails + 1 WHERE id = %s", [ticket_id])

    def mails_of(self, intern_id: UUID, now: datetime) -> int:
        return int(
            self._tx.value(
                "SELECT coalesce(sum(mails), 0) FROM ticket WHERE intern_id = %s AND expires_at > %s",
                [intern_id, now],
            )
        )

    def add(self, link: MailLink) -> None:
        self._tx.execute(
            "INSERT INTO mail_link (id, kind, intern_id, email, expires_at, used_at, failures,"
            " procuration_id) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                link.id,
                link.kind.value,
                link.intern_id,
                link.email,
                link.expires_at,
                link.used_at,
                link.failures,
                link.procuration_id,
            ],
        )

    def of_procurations(self, intern_id: UUID, since: datetime) -> int:
        return int(
            self._tx.value(
                "SELECT count(*) FROM mail_link WHERE kind = 'procuration' AND intern_id = %s"
                " AND expires_at > %s",
                [intern_id, since],
            )
        )

    def get(self, link_id: UUID) -> MailLink | None:
        return _link(self._tx.one(_LINK, [link_id]))

    def take(self, link_id: UUID) -> MailLink | None:
        return _link(self._tx.one(f"{_LINK} FOR UPDATE", [link_id]))

    def use(self, link_id: UUID, now: datetime) -> None:
        self._tx.execute("UPDATE mail_link SET used_at = %s WHERE id = %s", [now, link_id])

    def count_failure(self, link_id: UUID) -> None:
        self._tx.execute("UPDATE mail_link SET failures = failures + 1 WHERE id = %s", [link_id])


def _link(row: Row | None) -> MailLink | None:
    return MailLink(**{**row, "kind": LinkKind(row["kind"])}) if row else None
