"""Records and receipts made by hand, as docs/record.md describes them, without the code under test."""

import base64
import hashlib
import json
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

AMPHI = str(UUID(int=1))
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
KEY_ID = hashlib.sha256(PUBLIC).hexdigest()[:32]

Decision = dict[str, Any]


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def hashed(decision: Decision) -> Decision:
    """The same decision with the hash of its content."""
    content = {key: value for key, value in decision.items() if key != "hash"}
    return content | {"hash": hashlib.sha256(canonical(content)).hexdigest()}


def record(*happened: tuple[str, Decision], amphi: str = AMPHI) -> list[Decision]:
    """A chain of these types and payloads."""
    made: list[Decision] = []
    for seq, (kind, payload) in enumerate(happened, start=1):
        made.append(
            hashed(
                {
                    "amphi_id": amphi,
                    "seq": seq,
                    "at": f"2026-11-23T08:00:{seq % 60:02}.000000Z",
                    "actor": "moteur",
                    "type": kind,
                    "payload": payload,
                    "prev_hash": made[-1]["hash"] if made else "0" * 64,
                }
            )
        )
    return made


def intern(rang: int) -> str:
    return str(UUID(int=1000 + rang))


def chosen(rang: int, numero: int) -> tuple[str, Decision]:
    received_at = f"2026-11-23T07:59:{rang % 60:02}.500000Z"
    return "chosen", {
        "intern_id": intern(rang),
        "rang_appel": rang,
        "numero": numero,
        "received_at": received_at,
    }


def amphi_of(internes: int) -> list[Decision]:
    """Each chooses in turn, then the amphi ends."""
    return record(
        ("validated", {"list_version": 1, "opens_at": "2026-11-23T08:00:00.000000Z"}),
        *(chosen(rang, 100 + rang) for rang in range(1, internes + 1)),
        ("ended", {}),
    )


def lines(decisions: list[Decision]) -> list[bytes]:
    return [canonical(one) for one in decisions]


def receipt_of(
    decision: Decision, key: Ed25519PrivateKey = KEY, key_id: str = KEY_ID, at: str | None = None
) -> str:
    """The receipt's one word, for a decision that gives a post."""
    content = signed_of(decision, key_id, at)
    return f"DCI1.{unpadded(content)}.{unpadded(key.sign(content))}"


def signed_of(decision: Decision, key_id: str = KEY_ID, at: str | None = None) -> bytes:
    """What is signed; `at` is when the choice was received, unless another time is given."""
    payload = decision["payload"]
    return canonical(
        {key: decision[key] for key in ("amphi_id", "seq", "hash")}
        | {key: payload[key] for key in ("intern_id", "numero")}
        | {"at": at or payload["received_at"], "key_id": key_id}
    )


def unpadded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def keys_document(*public: bytes) -> bytes:
    return json.dumps({"keys": [{"public_key": unpadded(one)} for one in public]}).encode()
