"""The caller's own receipts, as the one word that can be pasted (TRN-5)."""

from chassis.errors import DomainError, Kind
from chassis.record.receipts import written
from dci.session.v1 import session_pb2 as pb
from services.gateway.context import gateway


def my_receipt(amphi_id: str) -> str:
    """The receipt of the post that the caller has in this amphi; empty where there is none."""
    try:
        return word(gateway().clients.session.my_receipt(amphi_id))
    except DomainError as error:
        if error.kind in {Kind.NOT_FOUND, Kind.INVALID}:
            return ""
        raise


def word(receipt: pb.Receipt) -> str:
    """A receipt as one word."""
    return written(receipt.content, receipt.signature) if receipt.content else ""
