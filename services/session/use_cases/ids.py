"""Chance, in one place: ids and salts."""

from secrets import token_bytes
from uuid import UUID, uuid4

SALT_BYTES = 16


def new_id() -> UUID:
    """An id that nobody can guess."""
    return uuid4()


def new_salt() -> bytes:
    """What keeps a short text from being guessed by its hash."""
    return token_bytes(SALT_BYTES)
