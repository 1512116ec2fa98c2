"""Sessions of rehearsals' participants, in SQL."""

from collections.abc import Sequence

from chassis.database import Transaction
from services.identity.domain.rehearsals import Player, RehearsalSession


class PgRehearsalSessions:
    """See `domain.ports.RehearsalSessions`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, sessions: Sequence[tuple[RehearsalSession, bytes]]) -> None:
        self._tx.insert_many(
            "INSERT INTO rehearsal_session"
            " (id, secret_hash, semestre, user_id, acts_for, display_name, created_at) VALUES %s",
            [
                (
                    session.id,
                    secret_hash,
                    session.semestre,
                    session.player.user_id,
                    session.player.acts_for,
                    session.player.display_name,
                    session.created_at,
                )
                for session, secret_hash in sessions
            ],
        )

    def by_secret(self, secret_hash: bytes) -> RehearsalSession | None:
        row = self._tx.one(
            "SELECT id, semestre, user_id, acts_for, display_name, created_at"
            " FROM rehearsal_session WHERE secret_hash = %s",
            [secret_hash],
        )
        if row is None:
            return None
        player = Player(row["user_id"], row["acts_for"], row["display_name"])
        return RehearsalSession(row["id"], row["semestre"], player, row["created_at"])

    def forget(self, semestre: str) -> None:
        self._tx.execute("DELETE FROM rehearsal_session WHERE semestre = %s", [semestre])
