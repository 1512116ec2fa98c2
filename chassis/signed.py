"""What every signed token of ours has in common: JWT, Ed25519 (EdDSA) and no other algorithm, known claims.

One claim more or less, and the token is refused. Times are judged by our clock port.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALGORITHM: Final = "EdDSA"
CLOCKS_APART: Final = timedelta(seconds=30)
"""How far ahead of the callee's clock the clock of whoever signed may be."""


class RefusedToken(Exception):
    """A token that proves nothing; the reason goes to the log, never to the caller."""


def proved(token: str, keys: list[Ed25519PublicKey], *, audience: str | None = None) -> Mapping[str, Any]:
    """Return the claims of a token that one of these keys signed, for this audience; times unjudged."""
    for key in keys:
        try:
            return _claims(token, key.public_bytes_raw(), audience)
        except jwt.InvalidSignatureError:
            continue
    raise RefusedToken("signature of no known key")


@lru_cache(maxsize=2048)
def _claims(token: str, key: bytes, audience: str | None) -> Mapping[str, Any]:
    """Remembered: a token comes with many calls. Times are ours to check, by our clock."""
    claims = jwt.decode(
        token,
        Ed25519PublicKey.from_public_bytes(key),
        algorithms=[ALGORITHM],
        audience=audience,
        options={"verify_exp": False, "verify_iat": False, "strict_aud": True},
    )
    return MappingProxyType(claims)


def check_claims(claims: Mapping[str, Any], expected: set[str], life: timedelta, now: datetime) -> None:
    if set(claims) != expected:
        raise RefusedToken(f"claims {sorted(claims)}")
    issued, expires = _instant(claims["iat"]), _instant(claims["exp"])
    if not issued - CLOCKS_APART <= now < expires:
        raise RefusedToken("outside its time")
    if expires - issued > life:
        raise RefusedToken("lives too long")


def _instant(claim: object) -> datetime:
    if not isinstance(claim, int) or isinstance(claim, bool):
        raise RefusedToken("a time is not a number")
    try:
        return datetime.fromtimestamp(claim, UTC)
    except (ValueError, OverflowError, OSError):
        raise RefusedToken("a time is out of range") from None
