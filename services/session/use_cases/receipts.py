"""Receipts: signed in the transaction that appends the decision, by the key that signs then (ENG-8)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from chassis.database import Database, Transaction
from services.session.domain.receipt import Receipt, ReceiptKey, content, posts_given
from services.session.domain.record import Decision


class ReceiptKeys(Protocol):
    """Keys, as kept."""

    def now(self, tx: Transaction) -> datetime:
        """The database's clock."""

    def signing(self, tx: Transaction) -> ReceiptKey | None:
        """The key that signs, which stays the one until the end of the transaction."""

    def hold_still(self, tx: Transaction) -> None:
        """Let nobody else change keys until the end of the transaction."""

    def add(self, tx: Transaction, key: ReceiptKey) -> None:
        """A new key signs; a second one is refused."""

    def retire(self, tx: Transaction, key_id: str) -> None:
        """It signs no more."""

    def all_of_them(self, tx: Transaction) -> list[ReceiptKey]:
        """Every key ever, the newest first."""


class ReceiptStore(Protocol):
    """Receipts, as kept."""

    def add(self, tx: Transaction, receipt: Receipt) -> None:
        """Keep one."""

    def newest(self, tx: Transaction, amphi_id: UUID, intern_id: UUID) -> Receipt | None:
        """Of the post that the intern has by now."""

    def of_decision(self, tx: Transaction, amphi_id: UUID, intern_id: UUID, seq: int) -> Receipt | None:
        """Of the post that this decision gave the intern."""


class Signer(Protocol):
    """Cryptography."""

    def new_key(self, now: datetime) -> ReceiptKey:
        """A new key pair."""

    def sign(self, key: ReceiptKey, text: str) -> bytes:
        """The signature of a text."""


@dataclass(frozen=True, slots=True)
class Receipts:
    """All of it; one for every use case of a replica."""

    store: ReceiptStore
    keys: ReceiptKeys
    signer: Signer

    def sign(self, tx: Transaction, decision: Decision) -> None:
        """Sign and keep the receipt of each intern whom this decision gives a post."""
        for intern_id, numero in posts_given(decision):
            key = self.signing_key(tx)
            text = content(decision, intern_id, numero, key.id)
            signature = self.signer.sign(key, text)
            self.store.add(tx, Receipt(decision.amphi_id, decision.seq, intern_id, key.id, text, signature))

    def signing_key(self, tx: Transaction) -> ReceiptKey:
        """The key that signs; the first one is made here, once, however many replicas miss it."""
        key = self.keys.signing(tx)
        if key is None:
            self.keys.hold_still(tx)
            key = self.keys.signing(tx) or self._new(tx)
        return key

    def change_key(self, database: Database, *, after: timedelta = timedelta(0)) -> str | None:
        """Have another key sign if this one has for so long; its id, or None where it is not time."""
        with database.transaction() as tx:
            self.keys.hold_still(tx)
            old = self.keys.signing(tx)
            if old is not None and not old.is_due(self.keys.now(tx), after):
                return None
            if old is not None:
                self.keys.retire(tx, old.id)
            new = self._new(tx)
            tx.commit()
        return new.id

    def check(self, database: Database) -> None:
        """Raise where a choice could not be signed: for the readiness of a replica."""
        with database.transaction() as tx:
            self.signer.sign(self.signing_key(tx), "")
            tx.commit()

    def _new(self, tx: Transaction) -> ReceiptKey:
        key = self.signer.new_key(self.keys.now(tx))
        self.keys.add(tx, key)
        return key
