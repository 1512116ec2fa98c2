"""session behind the port Receipts."""

from uuid import UUID

import grpc

from chassis.record.receipts import written
from dci.session.v1.session_pb2 import GetReceiptRequest
from dci.session.v1.session_pb2_grpc import RecordServiceStub


class SessionReceipts:
    """Asks session, which signs them (ENG-8)."""

    def __init__(self, session: grpc.Channel) -> None:
        self._records = RecordServiceStub(session)

    def of(self, amphi_id: UUID, intern_id: UUID, seq: int | None) -> str:
        """As one word, of the post that decision `seq` gave, or the newest; empty where there is none."""
        asked = GetReceiptRequest(amphi_id=str(amphi_id), intern_id=str(intern_id), seq=seq or 0)
        receipt = self._records.GetReceipt(asked).receipt
        return written(receipt.content, receipt.signature) if receipt.content else ""
