"""What admin asks of session: building amphis, running them, watching them."""

from collections.abc import Collection, Iterator

import grpc

from dci.session.v1 import session_pb2 as pb
from dci.session.v1.rehearsals_pb2_grpc import RehearsalServiceStub
from dci.session.v1.session_pb2_grpc import BoardServiceStub, ConductServiceStub, RecordServiceStub

RECORD_SECONDS = 60.0


class Session:
    """Calls of session; `conduct` and `rehearsals` give the actions themselves, one RPC each."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._boards = BoardServiceStub(channel)
        self._records = RecordServiceStub(channel)
        self.conduct = ConductServiceStub(channel)
        self.rehearsals = RehearsalServiceStub(channel)

    def amphis(self, semestre: str) -> list[pb.Amphi]:
        """Give every amphi of a semester, brouillons included."""
        request = pb.ListAmphisRequest(semestre=semestre, with_brouillons=True)
        return list(self._boards.ListAmphis(request).amphis)

    def amphi(self, amphi_id: str) -> pb.GetAmphiResponse:
        """Give an amphi and its sessions."""
        return self._boards.GetAmphi(pb.GetAmphiRequest(amphi_id=amphi_id))

    def board(self, amphi_id: str) -> pb.Board:
        """Give the whole board, with full names."""
        return self._boards.GetBoard(pb.GetBoardRequest(amphi_id=amphi_id)).board

    def decisions_since(self, amphi_id: str, after: int) -> list[pb.Decision]:
        """Give decisions after a number, at most 1,000."""
        request = pb.GetDecisionsSinceRequest(amphi_id=amphi_id, after=after)
        return list(self._boards.GetDecisionsSince(request).decisions)

    def heads(self) -> pb.GetHeadsResponse:
        """Give the newest seq of every live amphi, and the amphi's time."""
        return self._boards.GetHeads(pb.GetHeadsRequest())

    def presences(self, amphi_ids: Collection[str]) -> dict[str, list[int]]:
        """Give the ranks with a live connection, by amphi that is live."""
        told = self._boards.GetPresences(pb.GetPresencesRequest(amphi_ids=amphi_ids))
        return {each.amphi_id: list(each.rangs) for each in told.amphis}

    def interventions(self, amphi_id: str) -> pb.ListInterventionsResponse:
        """Give placements and corrections with their reasons, the oldest first (CHX-6, CHX-8)."""
        return self._boards.ListInterventions(pb.ListInterventionsRequest(amphi_id=amphi_id))

    def preview(self, amphi_id: str, timetable: pb.Timetable) -> list[pb.Slice]:
        """Lay out the sessions that this timetable would make; nothing is stored."""
        request = pb.PreviewSessionsRequest(amphi_id=amphi_id, timetable=timetable)
        return list(self.conduct.PreviewSessions(request).slices)

    def record(self, amphi_id: str) -> Iterator[pb.GetRecordResponse]:
        """Give the record of an amphi, in pieces (IFC-13)."""
        return iter(self._records.GetRecord(pb.GetRecordRequest(amphi_id=amphi_id), timeout=RECORD_SECONDS))
