"""Imports over gRPC: the file is streamed to the service that owns the data (decision 14)."""

from collections.abc import Iterator
from typing import Final

import grpc

from chassis.imports import to_message
from chassis.imports.models import model_of
from chassis.rpc.context import current_user
from dci.identity.v1 import register_pb2 as contract
from dci.identity.v1.register_pb2_grpc import RegisterServiceServicer
from services.identity.grpc_api.reading import uuid_of
from services.identity.use_cases.import_columns import ABSENCES_COLUMNS, INTERNES_COLUMNS
from services.identity.use_cases.import_files import ImportTools, apply_file, dry_run_file
from services.identity.use_cases.tools import Tools

MODELS: Final = {"internes": INTERNES_COLUMNS, "absences": ABSENCES_COLUMNS}


class ImportApi(RegisterServiceServicer):
    """The RPCs of imports."""

    def __init__(self, tools: Tools, imports: ImportTools) -> None:
        self._tools = tools
        self._imports = imports

    def DryRunImport(
        self, requests: Iterator[contract.DryRunImportRequest], context: grpc.ServicerContext
    ) -> contract.DryRunImportResponse:
        chunks = (request.chunk for request in requests)
        report = dry_run_file(self._tools, self._imports, current_user(), chunks=chunks)
        return contract.DryRunImportResponse(report=to_message(report))

    def ApplyImport(
        self, request: contract.ApplyImportRequest, context: grpc.ServicerContext
    ) -> contract.ApplyImportResponse:
        applied = apply_file(self._tools, self._imports, current_user(), import_id=uuid_of(request.import_id))
        return contract.ApplyImportResponse(report=to_message(applied.report), effective=applied.effective)

    def GetImportModel(
        self, request: contract.GetImportModelRequest, context: grpc.ServicerContext
    ) -> contract.GetImportModelResponse:
        model = model_of(MODELS, request.kind, xlsx=request.xlsx)
        return contract.GetImportModelResponse(content=model.content, filename=model.filename)
