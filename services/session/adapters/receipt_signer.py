"""Ed25519 keys of receipts, encrypted wherever they rest (ENG-8, SEC-2)."""

from datetime import datetime

from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chassis.encryption import FernetCipher
from chassis.record.keys import key_id
from services.session.domain.receipt import ReceiptKey


class UnreadableKey(Exception):
    """No key of DCI_ENCRYPTION_KEY reads the private part of the key that signs."""


class ReceiptSigner:
    """Makes keys and signs with them."""

    def __init__(self, cipher: FernetCipher) -> None:
        self._cipher = cipher

    def new_key(self, now: datetime) -> ReceiptKey:
        """A new key pair."""
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw()
        return ReceiptKey(key_id(public), public, self._cipher.encrypt(key.private_bytes_raw()), now)

    def sign(self, key: ReceiptKey, text: str) -> bytes:
        """The signature of a text; `UnreadableKey`."""
        if key.private is None:
            raise UnreadableKey(key.id)
        try:
            clear = self._cipher.decrypt(key.private)
        except InvalidToken:
            raise UnreadableKey(key.id) from None
        return Ed25519PrivateKey.from_private_bytes(clear).sign(text.encode())
