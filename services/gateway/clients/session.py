"""What gateway asks of session: amphis, boards, the intern's own passage and commands, presence."""

from collections.abc import Collection, Iterator

import grpc

from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import BoardServiceStub, PassageServiceStub, RecordServiceStub

RECORD_SECONDS = 60.0


class Session:
    """Calls of session."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._boards = BoardServiceStub(channel)
        self._passages = PassageServiceStub(channel)
        self._records = RecordServiceStub(channel)

    def amphis(self, semestre: str = "") -> list[pb.Amphi]:
        """Give the amphis, brouillons left out (AMP-1)."""
        return list(self._boards.ListAmphis(pb.ListAmphisRequest(semestre=semestre)).amphis)

    def amphi(self, amphi_id: str) -> pb.GetAmphiResponse:
        """Give an amphi and its sessions (AMP-3)."""
        return self._boards.GetAmphi(pb.GetAmphiRequest(amphi_id=amphi_id))

    def board(self, amphi_id: str) -> pb.Board:
        """Give the whole board, with full names."""
        return self._boards.GetBoard(pb.GetBoardRequest(amphi_id=amphi_id)).board

    def decisions_since(self, amphi_id: str, after: int) -> list[pb.Decision]:
        """Give decisions after a number."""
        request = pb.GetDecisionsSinceRequest(amphi_id=amphi_id, after=after)
        return list(self._boards.GetDecisionsSince(request).decisions)

    def heads(self) -> pb.GetHeadsResponse:
        """Give the newest seq of every live amphi, and the amphi's time."""
        return self._boards.GetHeads(pb.GetHeadsRequest())

    def presences(self, amphi_ids: Collection[str]) -> dict[str, list[int]]:
        """Give the ranks with a live connection, by amphi that is live."""
        told = self._boards.GetPresences(pb.GetPresencesRequest(amphi_ids=amphi_ids))
        return {each.amphi_id: list(each.rangs) for each in told.amphis}

    def my_amphis(self) -> list[pb.MyAmphi]:
        """Give the amphis in which the caller has a place."""
        return list(self._passages.ListMyAmphis(pb.ListMyAmphisRequest()).amphis)

    def my_passage(self, amphi_id: str) -> pb.GetMyPassageResponse:
        """Give the caller's own place in an amphi; NOT_FOUND where there is none."""
        return self._passages.GetMyPassage(pb.GetMyPassageRequest(amphi_id=amphi_id))

    def acknowledge_order(self, amphi_id: str) -> None:
        """Note that the caller has verified the order of passage (AMV-2)."""
        self._passages.AcknowledgeOrder(pb.AcknowledgeOrderRequest(amphi_id=amphi_id))

    def choose(self, amphi_id: str, key: str, numero: int) -> pb.ChooseResponse:
        """Choose a post (TRN-4); the same key again gives the first answer."""
        return self._passages.Choose(pb.ChooseRequest(amphi_id=amphi_id, key=key, numero=numero))

    def renounce(self, amphi_id: str, key: str) -> pb.RenounceResponse:
        """Give the turn up (TRN-8)."""
        return self._passages.Renounce(pb.RenounceRequest(amphi_id=amphi_id, key=key))

    def request_return(self, amphi_id: str, key: str) -> pb.RequestReturnResponse:
        """Ask to be put back (ENG-5)."""
        return self._passages.RequestReturn(pb.RequestReturnRequest(amphi_id=amphi_id, key=key))

    def presence(self, request: pb.PresenceRequest) -> bool:
        """Tell who is connected here; return whether session wants the whole list."""
        return self._passages.Presence(request).full_wanted

    def record(self, amphi_id: str) -> Iterator[pb.GetRecordResponse]:
        """Give the record of an amphi, in pieces (IFC-13)."""
        return iter(self._records.GetRecord(pb.GetRecordRequest(amphi_id=amphi_id), timeout=RECORD_SECONDS))

    def receipt_keys(self) -> list[pb.ReceiptKey]:
        """Give every public key that ever signed receipts, the newest first."""
        return list(self._records.ListReceiptKeys(pb.ListReceiptKeysRequest()).keys)

    def my_receipt(self, amphi_id: str) -> pb.Receipt:
        """Give the receipt of the caller's post in an amphi; an empty one where there is none (TRN-5)."""
        return self._records.GetReceipt(pb.GetReceiptRequest(amphi_id=amphi_id)).receipt
