"""What use cases work with besides storage; `bootstrap` and tests choose the tools."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from chassis.callers import User
from chassis.clock import Clock
from services.identity.domain.attempts import Limits
from services.identity.domain.droits import Droits
from services.identity.domain.links import LinkKind
from services.identity.domain.ports import Begin
from services.identity.domain.signing_keys import SigningKey


class Hasher(Protocol):
    """For passwords and secret answers."""

    def hash(self, text: str) -> str: ...
    def verify(self, known: str | None, text: str) -> bool:
        """In the same time whether or not anything is known."""


class Cipher(Protocol):
    def encrypt(self, clear: bytes) -> bytes: ...
    def decrypt(self, stored: bytes) -> bytes: ...


class LinkTokens(Protocol):
    """What the address of a mailed link carries."""

    def token(self, kind: LinkKind, link_id: UUID) -> str: ...
    def link_id(self, kind: LinkKind, token: str) -> UUID | None: ...


class Opaque(Protocol):
    """Random secrets, and what stands for people where only sameness matters."""

    def new(self) -> str: ...
    def hash(self, secret: str) -> bytes: ...
    def pseudonym(self, *parts: str) -> bytes: ...


class UserTokens(Protocol):
    def new_key(self, now: datetime) -> SigningKey: ...
    def sign(self, user: User, key: SigningKey, now: datetime) -> str: ...


class Totp(Protocol):
    """Which half-minute a code is of, or None."""

    def __call__(self, secret: str, code: str, now: datetime) -> int | None: ...


class Rights(Protocol):
    def apply(self, droits: Droits) -> bool:
        """Whether session answered (decision 6)."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Handed to every use case."""

    begin: Begin
    clock: Clock
    hasher: Hasher
    cipher: Cipher
    link_tokens: LinkTokens
    opaque: Opaque
    user_tokens: UserTokens
    totp_step: Totp
    is_totp_secret: Callable[[str], bool]
    totp_decoy: str
    """A secret that nobody has, for those who don't exist."""
    phone: Callable[[str], str | None]
    """E.164, or None where it can't be read."""
    email: Callable[[str], str | None]
    """The comparable form, or None where it isn't an address."""
    wait: Callable[[timedelta], bool]
    """False where too many are waiting already."""
    limits: Limits
    exempted: Callable[[str], bool]
    """Whether failures from this address are not counted (SEC-4)."""
    rights: Rights
