"""The record of an amphi, and the receipts of confirmed choices."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from chassis.rpc.context import current_caller
from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import RecordServiceServicer
from services.session.domain.receipt import Receipt, ReceiptKey
from services.session.grpc_api import messages, read
from services.session.use_cases import record
from services.session.use_cases.engine import Engine


class RecordApi(RecordServiceServicer):
    """The servicer; its engine has the pool of those who watch, so that reading never slows choosing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def GetRecord(self, request: pb.GetRecordRequest, _context: Any) -> Iterator[pb.GetRecordResponse]:
        """Every decision, in pieces."""
        for piece in record.record(self._engine, read.uuid(request.amphi_id, "amphi_id")):
            yield pb.GetRecordResponse(
                decisions=[messages.decision(one, "") for one in piece.decisions], edition=piece.edition
            )

    def ListReceiptKeys(
        self, _request: pb.ListReceiptKeysRequest, _context: Any
    ) -> pb.ListReceiptKeysResponse:
        """Every public key, the newest first."""
        return pb.ListReceiptKeysResponse(keys=[_key(one) for one in record.receipt_keys(self._engine)])

    def GetReceipt(self, request: pb.GetReceiptRequest, _context: Any) -> pb.GetReceiptResponse:
        """The intern's own; for notifications, the one of the intern whom it names.

        The newest, or the one of the decision that the request names.
        """
        amphi_id = read.uuid(request.amphi_id, "amphi_id")
        found = record.receipt(self._engine, amphi_id, _whose(request), request.seq or None)
        return pb.GetReceiptResponse(receipt=None if found is None else message(found))


def message(receipt: Receipt) -> pb.Receipt:
    """A receipt as the contract has it."""
    signature = urlsafe_b64encode(receipt.signature).rstrip(b"=").decode()
    return pb.Receipt(content=receipt.content, signature=signature)


def _whose(request: pb.GetReceiptRequest) -> UUID:
    """A person gets the own one, whatever the request says."""
    if current_caller().user is not None:
        return read.intern_id()
    return read.uuid(request.intern_id, "intern_id")


def _key(one: ReceiptKey) -> pb.ReceiptKey:
    told = pb.ReceiptKey(key_id=one.id, public_key=one.public, since=messages.timestamp(one.since))
    if one.until is not None:
        told.until.CopyFrom(messages.timestamp(one.until))
    return told
