"""Records as JSON Lines, for anybody; the public keys of receipts (ENG-8, IFC-13; docs/record.md)."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from flask import Blueprint, Response

from chassis.record import keys, published
from dci.session.v1 import session_pb2 as pb
from services.gateway.context import gateway

record = Blueprint("record", __name__)


@record.get("/amphis/<uuid:amphi_id>/proces-verbal.jsonl")
def telecharger(amphi_id: UUID) -> Response:
    """Download every decision so far; the file's name says the edition, or that the amphi is not finished."""
    session = gateway().clients.session
    amphi = session.amphi(str(amphi_id)).amphi
    pieces = session.record(str(amphi_id))
    first = next(pieces, pb.GetRecordResponse())
    response = Response(_lines(first, pieces), mimetype=published.MIMETYPE)
    edition = f"edition-{first.edition}" if first.edition else "en-cours"
    filename = f"proces-verbal-{amphi.semestre}-{amphi.code}-{edition}.jsonl"
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


@record.get(keys.WELL_KNOWN)
def cles() -> Response:
    """Give every public key that ever signed receipts."""
    known = [_published(one) for one in gateway().clients.session.receipt_keys()]
    return Response(keys.written(known), mimetype="application/json")


def _lines(first: pb.GetRecordResponse, others: Iterable[pb.GetRecordResponse]) -> Iterator[bytes]:
    yield b"".join(map(published.written, first.decisions))
    for piece in others:
        yield b"".join(map(published.written, piece.decisions))


def _published(key: pb.ReceiptKey) -> keys.PublishedKey:
    until = published.instant(key.until) if key.HasField("until") else ""
    return keys.PublishedKey(key.key_id, key.public_key, published.instant(key.since), until)
