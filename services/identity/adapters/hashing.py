"""Argon2id for what must be recognised and never read again: passwords, secret answers (SEC-2)."""

from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE: Final = 4  # each takes 19 MiB and a core


class Argon2Hasher:
    """OWASP's parameters: 19 MiB, 2 passes, 1 lane. Verifying costs the same with a hash or without."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._places = BoundedSemaphore(AT_ONCE)
        self._decoy = self._hasher.hash("nobody’s password")

    def hash(self, text: str) -> str:
        """The salted hash, parameters included."""
        with self._places:
            return self._hasher.hash(text)

    def verify(self, known: str | None, text: str) -> bool:
        """Whether the text is what was hashed; None: nothing is, found out in the same time (SEC-4)."""
        with self._places:
            try:
                self._hasher.verify(known or self._decoy, text)
            except (VerificationError, InvalidHashError):
                return False
        return known is not None
