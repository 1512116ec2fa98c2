"""Service tokens: each service proves itself, by its own key, to the service it calls (decision 13)."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.clock import Clock, SystemClock
from chassis.keys import WatchedFile, WrongKeyError, private_key, public_keys
from chassis.rpc.refusals import AppelNonAuthentifie
from chassis.signed import ALGORITHM, RefusedToken, check_claims, proved

log = structlog.get_logger(__name__)

SERVICE_TOKEN_LIFE: Final = timedelta(minutes=5)
_SERVICE_NAME: Final = re.compile(r"[a-z]+")


class ServiceSigner:
    """Signs this service's tokens with its own key; a token serves for half of its five minutes."""

    def __init__(self, service: str, key_file: Path, clock: Clock | None = None) -> None:
        self.service = service
        self._key = WatchedFile(key_file, private_key)
        self._clock = clock or SystemClock()
        self._made: dict[str, tuple[Ed25519PrivateKey, datetime, str]] = {}

    def token(self, audience: str) -> str:
        """Return a token that only the service `audience` accepts."""
        now, key = self._clock.now(), self._key.content()
        made = self._made.get(audience)
        if made is None or made[0] is not key or not made[1] <= now < made[1] + SERVICE_TOKEN_LIFE / 2:
            claims = {"iss": self.service, "aud": audience, "iat": now, "exp": now + SERVICE_TOKEN_LIFE}
            made = self._made[audience] = (key, now, jwt.encode(claims, key, ALGORITHM))
        return made[2]


class ServiceVerifier:
    """Recognises the calling service by its public key, `<service>.pub.pem` in a folder.

    The file may hold two keys, old and new, while a service changes its own.
    """

    def __init__(self, service: str, keys_dir: Path, clock: Clock | None = None) -> None:
        self._service = service
        self._keys_dir = keys_dir
        self._clock = clock or SystemClock()
        self._files: dict[str, WatchedFile[list[Ed25519PublicKey]]] = {}

    def verify(self, token: str | None) -> str:
        """Return the name of the service that signed this token for us, or raise `AppelNonAuthentifie`."""
        try:
            return self._issuer(token or "")
        except (RefusedToken, WrongKeyError, jwt.InvalidTokenError, OSError) as reason:
            log.warning("service token refused", reason=str(reason))
            raise AppelNonAuthentifie from None

    def _issuer(self, token: str) -> str:
        issuer = jwt.decode(token, options={"verify_signature": False}).get("iss")
        if not isinstance(issuer, str) or not _SERVICE_NAME.fullmatch(issuer):
            raise RefusedToken("no issuer")
        claims = proved(token, self._keys(issuer), audience=self._service)
        check_claims(claims, {"iss", "aud", "iat", "exp"}, SERVICE_TOKEN_LIFE, self._clock.now())
        return issuer

    def _keys(self, issuer: str) -> list[Ed25519PublicKey]:
        file = self._files.get(issuer) or WatchedFile(self._keys_dir / f"{issuer}.pub.pem", public_keys)
        keys = file.content()
        self._files[issuer] = file
        return keys
