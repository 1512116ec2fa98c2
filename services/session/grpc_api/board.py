"""Watching: boards, lists, rosters."""

from typing import Any

from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import BoardServiceServicer
from services.session.grpc_api import intervention_messages, messages, read
from services.session.use_cases import boards
from services.session.use_cases.engine import Engine
from services.session.use_cases.interventions import interventions


class BoardApi(BoardServiceServicer):
    """The servicer; its engine has a pool of its own, so that watching cannot slow choosing (decision 9)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ListAmphis(self, request: pb.ListAmphisRequest, _context: Any) -> pb.ListAmphisResponse:
        """Amphis of a semester; brouillons for staff alone."""
        with_brouillons = request.with_brouillons and read.is_staff()
        sheets = boards.sheets(self._engine, request.semestre, with_brouillons=with_brouillons)
        return pb.ListAmphisResponse(amphis=[messages.amphi(sheet) for sheet in sheets])

    def GetAmphi(self, request: pb.GetAmphiRequest, _context: Any) -> pb.GetAmphiResponse:
        """One amphi with its sessions; a brouillon for staff alone."""
        amphi_id = read.uuid(request.amphi_id, "amphi_id")
        sheet = boards.sheet(self._engine, amphi_id, with_brouillon=read.is_staff())
        return pb.GetAmphiResponse(amphi=messages.amphi(sheet), slices=messages.slices(sheet))

    def GetBoard(self, request: pb.GetBoardRequest, _context: Any) -> pb.GetBoardResponse:
        """The snapshot."""
        board = boards.snapshot(self._engine, read.uuid(request.amphi_id, "amphi_id"))
        return pb.GetBoardResponse(board=messages.board(board))

    def GetDecisionsSince(
        self, request: pb.GetDecisionsSinceRequest, _context: Any
    ) -> pb.GetDecisionsSinceResponse:
        """The deltas after a number."""
        amphi_id = read.uuid(request.amphi_id, "amphi_id")
        told = boards.decisions_since(self._engine, amphi_id, request.after)
        return pb.GetDecisionsSinceResponse(
            decisions=[messages.decision(one.decision, one.text) for one in told]
        )

    def GetHeads(self, _request: pb.GetHeadsRequest, _context: Any) -> pb.GetHeadsResponse:
        """The newest seq of every live amphi, and the amphi's time."""
        heads = boards.heads(self._engine)
        return pb.GetHeadsResponse(
            seqs={str(amphi_id): seq for amphi_id, seq in heads.seqs.items()},
            server_time=messages.timestamp(heads.now),
        )

    def GetPresences(self, request: pb.GetPresencesRequest, _context: Any) -> pb.GetPresencesResponse:
        """The ranks with a live connection, of each amphi."""
        asked = [read.uuid(amphi_id, "amphi_ids") for amphi_id in request.amphi_ids]
        alone = read.uuid(request.amphi_id, "amphi_id") if request.amphi_id else None
        found = boards.presences(self._engine, asked if alone is None else [alone])
        return pb.GetPresencesResponse(
            rangs=() if alone is None else found.get(alone, ()),
            amphis=[pb.Presences(amphi_id=str(each), rangs=rangs) for each, rangs in found.items()],
        )

    def GetRoster(self, request: pb.GetRosterRequest, _context: Any) -> pb.GetRosterResponse:
        """The call list that the amphi took."""
        lines = boards.roster(self._engine, read.uuid(request.amphi_id, "amphi_id"))
        return pb.GetRosterResponse(lines=[messages.roster_line(line) for line in lines])

    def ListInterventions(
        self, request: pb.ListInterventionsRequest, _context: Any
    ) -> pb.ListInterventionsResponse:
        """Placements and corrections, with their reasons."""
        found = interventions(self._engine, read.uuid(request.amphi_id, "amphi_id"))
        return intervention_messages.interventions(found)
