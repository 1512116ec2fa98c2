"""The record of an amphi as a download, the same from the interns' space and the back office (IFC-13)."""

from collections.abc import Iterable, Iterator

from flask import Response

from chassis.record import published
from dci.session.v1 import session_pb2 as pb


def record_file(amphi: pb.Amphi, pieces: Iterator[pb.GetRecordResponse]) -> Response:
    """JSON Lines; the name says the edition, that the amphi is not finished, or a rehearsal (SIM-1)."""
    first = next(pieces, pb.GetRecordResponse())
    response = Response(_lines(first, pieces), mimetype=published.MIMETYPE)
    edition = f"edition-{first.edition}" if first.edition else "en-cours"
    kind = "amphi-blanc" if amphi.rehearsal else "proces-verbal"
    filename = f"{kind}-{amphi.semestre}-{amphi.code}-{edition}.jsonl"
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def _lines(first: pb.GetRecordResponse, others: Iterable[pb.GetRecordResponse]) -> Iterator[bytes]:
    yield b"".join(map(published.written, first.decisions))
    for piece in others:
        yield b"".join(map(published.written, piece.decisions))
