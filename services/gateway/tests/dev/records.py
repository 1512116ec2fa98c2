"""A finished amphi's record, a receipt and its key, as session would give them."""

import json
from datetime import datetime

from chassis.tests.record import made
from dci.session.v1 import session_pb2 as pb
from services.gateway.tests.dev import campaign

NUMERO = 2901
RECEIVED_AT = "2026-11-23T07:58:10.000000Z"
"""A minute and more before the decision: postes was away meanwhile."""


def decisions() -> list[made.Decision]:
    """Two choose, one of them « me »."""
    return made.record(
        ("validated", {"list_version": 1}),
        ("chosen", _given(1, NUMERO + 1)),
        ("chosen", _given(campaign.ME, NUMERO)),
        ("ended", {}),
        amphi=campaign.AMPHI,
    )


def corrected() -> list[made.Decision]:
    """The same amphi, and then ARS gives « me » another post (CHX-6)."""
    before = [(one["type"], one["payload"]) for one in decisions()]
    line = {"intern_id": campaign.intern_id(campaign.ME), "numero": NUMERO + 2}
    return made.record(*before, ("corrected", {"lines": [line]}), amphi=campaign.AMPHI)


def my_word() -> str:
    """« My » receipt."""
    return made.receipt_of(decisions()[2])


def my_message() -> pb.Receipt:
    """The same as the contract has it."""
    signed = made.signed_of(decisions()[2])
    return pb.Receipt(content=signed.decode(), signature=made.unpadded(made.KEY.sign(signed)))


def key() -> pb.ReceiptKey:
    """The key that signed it."""
    told = pb.ReceiptKey(key_id=made.KEY_ID, public_key=made.PUBLIC)
    told.since.FromJsonString("2026-11-01T00:00:00Z")
    return told


def message(decision: made.Decision) -> pb.Decision:
    """A decision as the contract has it."""
    told = pb.Decision(
        amphi_id=decision["amphi_id"],
        seq=decision["seq"],
        actor=decision["actor"],
        type=decision["type"],
        payload=made.canonical(decision["payload"]).decode(),
        prev_hash=decision["prev_hash"],
        hash=decision["hash"],
    )
    told.at.FromDatetime(datetime.fromisoformat(decision["at"]))
    return told


def file(of: list[made.Decision]) -> bytes:
    """The record as one has it on disk."""
    return b"".join(json.dumps(one, sort_keys=True).encode() + b"\n" for one in of)


def _given(rang: int, numero: int) -> made.Decision:
    return {"intern_id": campaign.intern_id(rang), "numero": numero, "received_at": RECEIVED_AT}
