"""Records as JSON Lines, for anybody; the public keys of receipts (ENG-8, IFC-13; docs/record.md)."""

from uuid import UUID

from flask import Blueprint, Response

from chassis.record import keys, published
from chassis.web.record_file import record_file
from dci.session.v1 import session_pb2 as pb
from services.gateway.context import gateway

record = Blueprint("record", __name__)


@record.get("/amphis/<uuid:amphi_id>/proces-verbal.jsonl")
def telecharger(amphi_id: UUID) -> Response:
    """Download every decision so far."""
    session = gateway().clients.session
    return record_file(session.amphi(str(amphi_id)).amphi, session.record(str(amphi_id)))


@record.get(keys.WELL_KNOWN)
def cles() -> Response:
    """Give every public key that ever signed receipts."""
    known = [_published(one) for one in gateway().clients.session.receipt_keys()]
    return Response(keys.written(known), mimetype="application/json")


def _published(key: pb.ReceiptKey) -> keys.PublishedKey:
    until = published.instant(key.until) if key.HasField("until") else ""
    return keys.PublishedKey(key.key_id, key.public_key, published.instant(key.since), until)
