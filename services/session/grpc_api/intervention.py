"""What ARS does outside the turns: placements and corrections, a part of the conduct of an amphi."""

from typing import Any
from uuid import UUID

from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import ConductServiceServicer
from services.session.grpc_api import read
from services.session.grpc_api.intervention_messages import correction
from services.session.use_cases.correct import (
    Wanted,
    approve_correction,
    propose_correction,
    withdraw_correction,
)
from services.session.use_cases.engine import Engine
from services.session.use_cases.place import place, withdraw_placement


class InterventionApi(ConductServiceServicer):
    """This part of the servicer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def Place(self, request: pb.PlaceRequest, _context: Any) -> pb.PlaceResponse:
        """An intern outside the choice, at once or noted until validation."""
        by = read.staff(request.key)
        done = place(
            self._engine, _amphi(request.amphi_id), by, request.rang_appel, request.numero, request.reason
        )
        return pb.PlaceResponse(seq=0 if done is None else done.seq)

    def WithdrawPlacement(
        self, request: pb.WithdrawPlacementRequest, _context: Any
    ) -> pb.WithdrawPlacementResponse:
        """One that waits for validation."""
        placement_id = read.uuid(request.placement_id, "placement_id")
        withdraw_placement(self._engine, _amphi(request.amphi_id), placement_id)
        return pb.WithdrawPlacementResponse()

    def ProposeCorrection(
        self, request: pb.ProposeCorrectionRequest, _context: Any
    ) -> pb.ProposeCorrectionResponse:
        """Of one or several confirmed choices, together."""
        amphi_id = _amphi(request.amphi_id)
        wanted = [
            Wanted(_amphi(line.amphi_id) if line.amphi_id else amphi_id, line.rang_appel, line.numero)
            for line in request.lines
        ]
        by = read.staff(request.key)
        proposal = propose_correction(self._engine, amphi_id, by, wanted, request.reason)
        return pb.ProposeCorrectionResponse(correction=correction(proposal, request.reason.strip()))

    def ApproveCorrection(
        self, request: pb.ApproveCorrectionRequest, _context: Any
    ) -> pb.ApproveCorrectionResponse:
        """By a second person."""
        correction_id = read.uuid(request.correction_id, "correction_id")
        by = read.staff(request.key)
        done = approve_correction(self._engine, _amphi(request.amphi_id), by, correction_id)
        return pb.ApproveCorrectionResponse(seq=done.seq)

    def WithdrawCorrection(
        self, request: pb.WithdrawCorrectionRequest, _context: Any
    ) -> pb.WithdrawCorrectionResponse:
        """One that waits for its second person."""
        correction_id = read.uuid(request.correction_id, "correction_id")
        withdraw_correction(self._engine, _amphi(request.amphi_id), correction_id)
        return pb.WithdrawCorrectionResponse()


def _amphi(text: str) -> UUID:
    return read.uuid(text, "amphi_id")
