"""Which version each amphi was validated with, in SQL."""

from uuid import UUID

from chassis.database import Transaction


class PgAmphis:
    """See `domain.ports.Amphis`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def took(self, amphi_id: UUID, version_id: UUID) -> None:
        self._tx.execute(
            "INSERT INTO amphi_version (amphi_id, version_id) VALUES (%s, %s)"
            " ON CONFLICT (amphi_id) DO UPDATE SET version_id = excluded.version_id",
            [amphi_id, version_id],
        )

    def version_of(self, amphi_id: UUID) -> UUID | None:
        version_id: UUID | None = self._tx.value(
            "SELECT version_id FROM amphi_version WHERE amphi_id = %s ORDER BY amphi_id", [amphi_id]
        )
        return version_id
