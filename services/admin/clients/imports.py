"""Import files, streamed in pieces to the service that owns their data (decision 14)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from dci.common.v1.imports_pb2 import ImportChunk, ImportReport, ImportStart
from dci.identity.v1 import register_pb2
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from dci.postes.v1 import postes_pb2
from dci.postes.v1.postes_pb2_grpc import OfferServiceStub
from dci.ranking.v1 import ranking_pb2
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub

PIECE_BYTES: Final = 256 * 1024
PATIENCE_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Owner:
    """A service that parses files, with the messages of its contract."""

    stub: Any
    messages: Any


class Imports:
    """Dry runs and their application, by the kind of file."""

    def __init__(
        self, register: RegisterServiceStub, ranking: RankingServiceStub, offer: OfferServiceStub
    ) -> None:
        identity = Owner(register, register_pb2)
        self._owners = {
            "internes": identity,
            "absences": identity,
            "cursus": Owner(ranking, ranking_pb2),
            "postes": Owner(offer, postes_pb2),
        }

    def model(self, kind: str, *, xlsx: bool) -> tuple[str, bytes]:
        """Give the file to fill in: its name and content."""
        owner = self._owners[kind]
        answer = owner.stub.GetImportModel(owner.messages.GetImportModelRequest(kind=kind, xlsx=xlsx))
        return answer.filename, answer.content

    def dry_run(self, kind: str, filename: str, read: Callable[[int], bytes]) -> ImportReport:
        """Say what the file would do; nothing is changed. `read` gives the next bytes of the file."""
        owner = self._owners[kind]
        pieces = (owner.messages.DryRunImportRequest(chunk=chunk) for chunk in _chunks(kind, filename, read))
        report: ImportReport = owner.stub.DryRunImport(pieces, timeout=PATIENCE_SECONDS).report
        return report

    def apply(self, kind: str, import_id: str) -> tuple[ImportReport, bool]:
        """Do what a dry run said; the second value tells whether it has taken effect everywhere already."""
        owner = self._owners[kind]
        answer = owner.stub.ApplyImport(
            owner.messages.ApplyImportRequest(import_id=import_id), timeout=PATIENCE_SECONDS
        )
        return answer.report, kind != "absences" or answer.effective


def _chunks(kind: str, filename: str, read: Callable[[int], bytes]) -> Iterator[ImportChunk]:
    yield ImportChunk(start=ImportStart(kind=kind, filename=filename))
    while piece := read(PIECE_BYTES):
        yield ImportChunk(data=piece)
