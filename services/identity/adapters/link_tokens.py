"""Tokens of mailed links: the link's id and its HMAC. Nothing secret is stored, nor travels by Kafka."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from hmac import compare_digest, digest
from typing import Final
from uuid import UUID

from chassis.encryption import derived_keys
from services.identity.domain.links import LinkKind

_ID_BYTES: Final = 16
_TOKEN_LENGTH: Final = 64  # 48 bytes in base64, without padding


class HmacLinkTokens:
    """The first key signs; all of them are accepted, so that keys can rotate."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = derived_keys(keys, "identity.mail-link")

    def token(self, kind: LinkKind, link_id: UUID) -> str:
        """What the mail's address carries."""
        return urlsafe_b64encode(link_id.bytes + _signature(self._keys[0], kind, link_id.bytes)).decode()

    def link_id(self, kind: LinkKind, token: str) -> UUID | None:
        """The id, or None where we never made this token."""
        if len(token) != _TOKEN_LENGTH or not token.isascii():
            return None
        try:
            given = urlsafe_b64decode(token)
        except ValueError:
            return None
        id_bytes, signature = given[:_ID_BYTES], given[_ID_BYTES:]
        if any(compare_digest(signature, _signature(key, kind, id_bytes)) for key in self._keys):
            return UUID(bytes=id_bytes)
        return None


def _signature(key: bytes, kind: LinkKind, id_bytes: bytes) -> bytes:
    return digest(key, f"{kind.value}:".encode() + id_bytes, sha256)
