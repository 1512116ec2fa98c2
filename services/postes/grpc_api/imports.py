"""The import of posts, as the back office asks for it (IFC-8, ADM-4)."""

from collections.abc import Iterator
from typing import Any

from chassis.clock import Clock
from chassis.database import Database
from chassis.imports import apply_import, assemble, dry_run, to_message
from chassis.imports.models import model_of
from chassis.imports.runs import Importers
from chassis.rpc.context import current_user
from dci.postes.v1 import postes_pb2 as pb
from services.postes.grpc_api import read


class Imports:
    """The RPCs of imports."""

    _database: Database
    _importers: Importers
    _clock: Clock

    def DryRunImport(
        self, requests: Iterator[pb.DryRunImportRequest], _context: Any
    ) -> pb.DryRunImportResponse:
        """What the file would do."""
        upload = assemble(request.chunk for request in requests)
        report = dry_run(self._database, self._importers, upload, by=current_user().id, now=self._clock.now())
        return pb.DryRunImportResponse(report=to_message(report))

    def ApplyImport(self, request: pb.ApplyImportRequest, _context: Any) -> pb.ApplyImportResponse:
        """Does what a dry run showed."""
        import_id = read.uuid(request.import_id, "import_id")
        report = apply_import(self._database, self._importers, import_id, now=self._clock.now())
        return pb.ApplyImportResponse(report=to_message(report))

    def GetImportModel(self, request: pb.GetImportModelRequest, _context: Any) -> pb.GetImportModelResponse:
        """The model of a kind of file."""
        columns = {kind: importer.columns for kind, importer in self._importers.items()}
        model = model_of(columns, request.kind, xlsx=request.xlsx)
        return pb.GetImportModelResponse(content=model.content, filename=model.filename)
