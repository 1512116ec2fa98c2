"""Secrets that only their bearer keeps: cookies of sessions, tickets. The database has their hash."""

from collections.abc import Sequence
from hashlib import sha256
from hmac import digest
from secrets import token_urlsafe

from chassis.encryption import derived_keys


class OpaqueSecrets:
    """Random secrets, and keyed hashes under which people are counted without being named."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._pepper = derived_keys(keys, "identity.attempts")[0]

    def new(self) -> str:
        """256 random bits, in text."""
        return token_urlsafe(32)

    def hash(self, secret: str) -> bytes:
        """What is stored; a secret of 256 bits needs no salt."""
        return sha256(secret.encode()).digest()

    def pseudonym(self, *parts: str) -> bytes:
        """Stands for an e-mail, an INE or an address where only sameness matters."""
        return digest(self._pepper, "\x1f".join(parts).encode(), sha256)
