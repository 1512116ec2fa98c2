"""The keys that sign users' tokens, in SQL; their private part is encrypted before it comes here."""

from collections.abc import Collection

from chassis.database import Transaction
from services.identity.domain.signing_keys import SigningKey


class PgSigningKeys:
    """See `domain.ports.SigningKeys`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def all(self) -> list[SigningKey]:
        rows = self._tx.all(
            "SELECT id, private, public_pem, created_at FROM signing_key ORDER BY created_at, id"
        )
        return [SigningKey(**{**row, "private": bytes(row["private"])}) for row in rows]

    def hold_still(self) -> None:
        self._tx.execute("LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE")

    def add(self, key: SigningKey) -> None:
        self._tx.execute(
            "INSERT INTO signing_key (id, private, public_pem, created_at) VALUES (%s, %s, %s, %s)",
            [key.id, key.private, key.public_pem, key.created_at],
        )

    def remove(self, key_ids: Collection[str]) -> None:
        self._tx.execute("DELETE FROM signing_key WHERE id = ANY(%s)", [list(key_ids)])
