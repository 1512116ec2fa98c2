"""Users' tokens: identity vouches, by its rotating keys, that somebody is logged in (decision 13)."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, get_args
from uuid import UUID

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.callers import User, UserKind
from chassis.clock import Clock, SystemClock
from chassis.rpc.refusals import ClesIndisponibles, SessionExpiree
from chassis.signed import ALGORITHM, RefusedToken, check_claims, proved

log = structlog.get_logger(__name__)

USER_TOKEN_LIFE: Final = timedelta(minutes=30)

_ALWAYS: Final = {"sub", "kind", "roles", "sid", "iat", "exp"}
_AT_TIMES: Final = {"for", "rehearsal"}

KeySource = Callable[[], Mapping[str, Ed25519PublicKey]]
"""Gives every public key whose tokens may still be alive, by key id."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One of identity's rotating keys."""

    key_id: str
    key: Ed25519PrivateKey


def sign_user_token(user: User, key: SigningKey, now: datetime) -> str:
    """Sign that this user is logged in, for 30 minutes; identity alone does it."""
    claims: dict[str, Any] = {
        "sub": str(user.id),
        "kind": user.kind,
        "roles": sorted(user.roles),
        "sid": str(user.session_id),
        "iat": now,
        "exp": now + USER_TOKEN_LIFE,
    }
    if user.acts_for is not None:
        claims["for"] = str(user.acts_for)
    if user.rehearsal:
        claims["rehearsal"] = user.rehearsal
    return jwt.encode(claims, key.key, ALGORITHM, headers={"kid": key.key_id})


class UserTokenVerifier:
    """Recognises users by identity's signature, with its public keys kept in memory."""

    def __init__(self, keys: KeySource, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._keys = _KeyRing(keys, self._clock)

    def verify(self, token: str) -> User:
        """Return the user, or raise `SessionExpiree` (`ClesIndisponibles` before identity gave keys)."""
        try:
            claims = proved(token, [self._key_of(token)])
            expected = _ALWAYS | (_AT_TIMES & set(claims))
            check_claims(claims, expected, USER_TOKEN_LIFE, self._clock.now())
            return _user(claims)
        except (RefusedToken, jwt.InvalidTokenError) as reason:
            log.info("user token refused", reason=str(reason))
            raise SessionExpiree from None

    def _key_of(self, token: str) -> Ed25519PublicKey:
        key_id = jwt.get_unverified_header(token).get("kid")
        key = self._keys.find(key_id) if isinstance(key_id, str) else None
        if key is None:
            raise RefusedToken("unknown key")
        return key


def _user(claims: Mapping[str, Any]) -> User:
    kind, roles = claims["kind"], claims["roles"]
    if kind not in get_args(UserKind) or not isinstance(roles, list):
        raise RefusedToken("no known kind of user")
    if (kind == "mandataire") is not ("for" in claims):
        raise RefusedToken("a mandataire acts for an intern, and nobody else does")
    try:
        return User(
            id=UUID(claims["sub"]),
            kind=kind,
            roles=frozenset(map(str, roles)),
            session_id=UUID(claims["sid"]),
            acts_for=UUID(claims["for"]) if "for" in claims else None,
            rehearsal=_semestre(claims.get("rehearsal", "")),
        )
    except (ValueError, AttributeError, TypeError):
        raise RefusedToken("an id is not a UUID") from None


def _semestre(claim: object) -> str:
    if not isinstance(claim, str):
        raise RefusedToken("a rehearsal is named by its semestre")
    return claim


class _KeyRing:
    """identity's public keys: asked again for an unknown key (at most every 5 s), and every 5 minutes.

    Where identity is away, the keys last given go on serving (decision 13).
    """

    _KEEP: Final = timedelta(minutes=5)
    _PATIENCE: Final = timedelta(seconds=5)

    def __init__(self, source: KeySource, clock: Clock) -> None:
        self._source = source
        self._clock = clock
        self._keys: Mapping[str, Ed25519PublicKey] = {}
        self._given_at: datetime | None = None
        self._asked_at: datetime | None = None
        self._asking = threading.Lock()

    def find(self, key_id: str) -> Ed25519PublicKey | None:
        """Return the key, None for one unknown to identity; `ClesIndisponibles` before any answer."""
        if key_id not in self._keys:
            with self._asking:
                if key_id not in self._keys:
                    self._ask()
        elif self._old() and self._asking.acquire(blocking=False):
            try:
                self._ask()
            finally:
                self._asking.release()
        if self._given_at is None:
            raise ClesIndisponibles
        return self._keys.get(key_id)

    def _old(self) -> bool:
        return self._given_at is None or self._clock.now() - self._given_at >= self._KEEP

    def _ask(self) -> None:
        now = self._clock.now()
        if self._asked_at is not None and now - self._asked_at < self._PATIENCE:
            return
        self._asked_at = now
        try:
            self._keys, self._given_at = self._source(), now
        except Exception as error:  # noqa: BLE001  # whatever keeps identity from answering: the keys we have serve on
            log.warning("identity gives no keys", error=type(error).__name__)
