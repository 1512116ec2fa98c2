"""A record as it is published: JSON Lines, from the contract's decisions (IFC-13)."""

from datetime import UTC
from typing import Protocol

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.record.canonical import canonical, plain_object

MIMETYPE = "application/jsonl"
INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"


class Decision(Protocol):
    """`dci.session.v1.Decision`."""

    amphi_id: str
    seq: int
    actor: str
    type: str
    payload: str
    prev_hash: str
    hash: str

    @property
    def at(self) -> Timestamp:
        """When."""


def written(decision: Decision) -> bytes:
    """One line, with its end."""
    line = {
        "amphi_id": decision.amphi_id,
        "seq": decision.seq,
        "at": instant(decision.at),
        "actor": decision.actor,
        "type": decision.type,
        "payload": plain_object(decision.payload.encode()),
        "prev_hash": decision.prev_hash,
        "hash": decision.hash,
    }
    return canonical(line) + b"\n"


def instant(at: Timestamp) -> str:
    """An instant as records write it."""
    return at.ToDatetime(tzinfo=UTC).strftime(INSTANT)
