"""The public keys of receipts as published at `/.well-known/dci-receipt-keys.json` (IFC-13)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chassis.record.canonical import NotPlain, plain_object

WELL_KNOWN: Final = "/.well-known/dci-receipt-keys.json"
_KEY_BYTES: Final = 32
_ID_LETTERS: Final = 32


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """One key; `until` is empty while it signs. Instants as records write them."""

    key_id: str
    public_key: bytes
    since: str
    until: str = ""


class NotKeys(ValueError):
    """Not a document of keys; the text says why, in French."""


def key_id(public_key: bytes) -> str:
    """The name of a key: the first half of its SHA-256, so that a name cannot be given to another key."""
    return sha256(public_key).hexdigest()[:_ID_LETTERS]


def written(keys: Sequence[PublishedKey]) -> str:
    """The document."""
    return json.dumps({"keys": [_written(key) for key in keys]}, indent=2)


def read(raw: bytes) -> dict[str, Ed25519PublicKey]:
    """key_id → key, out of the document; `NotKeys`."""
    try:
        listed = plain_object(raw).get("keys")
    except NotPlain as reason:
        raise NotKeys(f"Le fichier des clés est illisible : {reason}.") from None
    if not isinstance(listed, list):
        raise NotKeys("Le fichier des clés n’a pas de liste « keys ».")
    found = [_public_bytes(one) for one in listed]
    return {key_id(public): Ed25519PublicKey.from_public_bytes(public) for public in found}


def _written(key: PublishedKey) -> dict[str, str]:
    public = urlsafe_b64encode(key.public_key).rstrip(b"=").decode()
    fields = {"key_id": key.key_id, "alg": "Ed25519", "public_key": public, "since": key.since}
    return fields | ({"until": key.until} if key.until else {})


def _public_bytes(one: object) -> bytes:
    text = one.get("public_key") if isinstance(one, dict) else None
    if not isinstance(text, str) or not text.isascii():
        raise NotKeys("Une clé du fichier des clés n’a pas de « public_key ».")
    try:
        public = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        public = b""
    if len(public) != _KEY_BYTES:
        raise NotKeys("Une clé du fichier des clés ne fait pas 32 octets.")
    return public
