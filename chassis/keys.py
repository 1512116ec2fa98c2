"""Ed25519 keys as PEM, in files that may change while the process runs."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic, TypeVar

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

T = TypeVar("T")
_PUBLIC: Final = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)


class WrongKeyError(Exception):
    """A key that is not the Ed25519 key, in PEM, that is expected."""


class WatchedFile(Generic[T]):
    """A file's content as `parse` reads it, read again when the file changes (decision 13)."""

    def __init__(self, path: Path, parse: Callable[[bytes], T]) -> None:
        self._path = path
        self._parse = parse
        self._read: tuple[tuple[int, int, int], T] | None = None

    def content(self) -> T:
        """Return the content, the same object while the file is the same; OSError where it cannot be read."""
        stat = self._path.stat()
        stamp = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
        read = self._read
        if read is None or read[0] != stamp:
            read = self._read = (stamp, self._parse(self._path.read_bytes()))
        return read[1]


def private_key(pem: bytes) -> Ed25519PrivateKey:
    """Read a private key without password, or raise `WrongKeyError`."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise WrongKeyError(f"not a private key: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongKeyError(f"an Ed25519 key is expected, not {type(key).__name__}")
    return key


def public_key(pem: bytes) -> Ed25519PublicKey:
    """Read a public key, or raise `WrongKeyError`."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise WrongKeyError(f"not a public key: {error}") from error
    if not isinstance(key, Ed25519PublicKey):
        raise WrongKeyError(f"an Ed25519 key is expected, not {type(key).__name__}")
    return key


def public_keys(pems: bytes) -> list[Ed25519PublicKey]:
    """Read the public keys of one file: one, or two while its owner changes keys."""
    return [public_key(pem) for pem in _PUBLIC.findall(pems)]
