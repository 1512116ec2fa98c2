"""The audit, in SQL; where an action came from is what its session was opened from (ADM-2)."""

from chassis.database import Json, Transaction
from services.identity.domain.audit import StaffAction


class PgAudit:
    """See `domain.ports.Audit`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, action: StaffAction) -> None:
        self._tx.execute(
            "INSERT INTO audit (at, actor_id, role, session_id, address, action, target, before, after)"
            " VALUES (%s, %s, %s, %s, (SELECT address FROM web_session WHERE id = %s), %s, %s, %s, %s)",
            [
                action.at,
                action.actor_id,
                action.role,
                action.session_id,
                action.session_id,
                action.action,
                action.target,
                Json(dict(action.before)),
                Json(dict(action.after)),
            ],
        )
