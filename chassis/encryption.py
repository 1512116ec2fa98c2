"""What must be readable again is encrypted at rest with keys from the environment (SEC-2).

The first key encrypts; all of them decrypt, so that keys can rotate.
"""

from base64 import urlsafe_b64decode
from collections.abc import Sequence
from typing import Final

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from marshmallow import ValidationError

_DERIVED_BYTES: Final = 32


def fernet_keys(keys: Sequence[str]) -> None:
    """Check that a setting is a list of Fernet keys, and not an empty one."""
    if not keys:
        raise ValidationError("ne doit pas être vide")
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        raise ValidationError("des clés Fernet sont attendues (32 octets en base64)") from None


class FernetCipher:
    """TOTP secrets and the private parts of signing keys."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, clear: bytes) -> bytes:
        """What may be stored."""
        return self._fernet.encrypt(clear)

    def decrypt(self, stored: bytes) -> bytes:
        """What was encrypted; `InvalidToken` where no key fits."""
        return self._fernet.decrypt(stored)


def derived_keys(keys: Sequence[str], purpose: str) -> list[bytes]:
    """A key of its own for each purpose, out of each key of the environment."""
    return [
        HKDF(SHA256(), _DERIVED_BYTES, salt=None, info=purpose.encode()).derive(urlsafe_b64decode(key))
        for key in keys
    ]
