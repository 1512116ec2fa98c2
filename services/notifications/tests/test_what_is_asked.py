"""What notifications asks of the others about one decision (TRN-5)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast
from uuid import uuid4

import grpc
import pytest

from dci.postes.v1.postes_pb2 import GetAffectationFactsRequest, GetAffectationFactsResponse
from dci.session.v1.session_pb2 import Amphi, GetAmphiResponse, GetReceiptRequest, GetReceiptResponse
from services.notifications.adapters.affectations import PostesAffectations
from services.notifications.adapters.receipts import SessionReceipts

pytestmark = pytest.mark.rule("TRN-5")

RECEIVED_AT = datetime(2027, 3, 9, 13, 5, 9, 7, tzinfo=UTC)


class Service:
    """A channel that notes what it is asked, and gives the same answer to every call."""

    def __init__(self, answer: Any) -> None:
        self._answer = answer
        self.asked: list[Any] = []

    def __getattr__(self, _kind: str) -> Callable[..., Callable[..., Any]]:
        return lambda *_, **__: self._note

    def _note(self, request: Any, **_: Any) -> Any:
        self.asked.append(request)
        return self._answer


def affectation_asked(received_at: datetime | None) -> GetAffectationFactsRequest:
    postes = Service(GetAffectationFactsResponse(origine="choix"))
    session = Service(GetAmphiResponse(amphi=Amphi(semestre="052027")))
    both = (cast("grpc.Channel", one) for one in (postes, session))
    PostesAffectations(*both).chosen_in(uuid4(), uuid4(), received_at)
    (request,) = postes.asked
    assert isinstance(request, GetAffectationFactsRequest)
    return request


def test_the_place_that_was_asked_for_then_is_named_to_the_microsecond() -> None:
    own = affectation_asked(RECEIVED_AT).own
    assert (own.semestre, own.received_at.ToDatetime(UTC)) == ("052027", RECEIVED_AT)


def test_without_an_instant_the_place_in_force_is_meant() -> None:
    assert not affectation_asked(None).own.HasField("received_at")


@pytest.mark.parametrize(("seq", "asked"), [(12, 12), (None, 0)])
def test_the_receipt_is_that_of_the_decision(seq: int | None, asked: int) -> None:
    session = Service(GetReceiptResponse())
    assert SessionReceipts(cast("grpc.Channel", session)).of(uuid4(), uuid4(), seq) == ""
    (request,) = session.asked
    assert isinstance(request, GetReceiptRequest)
    assert request.seq == asked
