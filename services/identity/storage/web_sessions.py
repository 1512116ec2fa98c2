"""Sessions of logged-in people, and the numbered list of those that ended, in SQL."""

from datetime import datetime
from uuid import UUID

from chassis.database import Transaction
from services.identity.domain.web_sessions import EndedSession, Kind, WebSession


class PgWebSessions:
    """See `domain.ports.WebSessions`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, session: WebSession, secret_hash: bytes) -> None:
        self._tx.execute(
            "INSERT INTO web_session (id, secret_hash, kind, user_id, address, device, created_at, seen_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                session.id,
                secret_hash,
                session.kind.value,
                session.user_id,
                session.address,
                session.device,
                session.created_at,
                session.seen_at,
            ],
        )

    def by_secret(self, secret_hash: bytes) -> WebSession | None:
        row = self._tx.one(
            "SELECT id, kind, user_id, address, device, created_at, seen_at, ended_at IS NOT NULL AS ended"
            " FROM web_session WHERE secret_hash = %s",
            [secret_hash],
        )
        return WebSession(**{**row, "kind": Kind(row["kind"])}) if row else None

    def touch(self, session_id: UUID, now: datetime) -> None:
        self._tx.execute("UPDATE web_session SET seen_at = %s WHERE id = %s", [now, session_id])

    def end(self, session_id: UUID, now: datetime) -> EndedSession | None:
        alive = self._tx.one(
            "SELECT id FROM web_session WHERE id = %s AND ended_at IS NULL FOR UPDATE", [session_id]
        )
        if alive is None:
            return None
        number = self._tx.value("UPDATE ended_counter SET newest = newest + 1 RETURNING newest")
        self._tx.execute(
            "UPDATE web_session SET ended_at = %s, ended_number = %s WHERE id = %s", [now, number, session_id]
        )
        return EndedSession(number, session_id)

    def alive_of(self, kind: Kind, user_id: UUID) -> list[UUID]:
        rows = self._tx.all(
            "SELECT id FROM web_session WHERE kind = %s AND user_id = %s AND ended_at IS NULL ORDER BY id",
            [kind.value, user_id],
        )
        return [row["id"] for row in rows]

    def ended_after(self, number: int, since: datetime) -> list[EndedSession]:
        rows = self._tx.all(
            "SELECT ended_number, id FROM web_session WHERE ended_number > %s AND ended_at >= %s"
            " ORDER BY ended_number",
            [number, since],
        )
        return [EndedSession(row["ended_number"], row["id"]) for row in rows]

    def newest_ended(self) -> int:
        return int(self._tx.value("SELECT newest FROM ended_counter"))
