"""Which mandataire had the right to choose at an instant, as identity tells it (PRC-4, PRC-5)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import uuid4

import grpc
import pytest

from chassis.errors import Kind, RemoteError
from dci.identity.v1.rights_pb2 import GetProcurationResponse, Procuration
from services.notifications.adapters.people import IdentityPeople

pytestmark = pytest.mark.rule("PRC-5")

CHOSEN_AT = datetime(2027, 3, 9, 14, 5, tzinfo=UTC)
BEFORE, AFTER = CHOSEN_AT - timedelta(minutes=1), CHOSEN_AT + timedelta(minutes=1)


class Identity:
    """A channel on which every call is answered in one way."""

    def __init__(self, answer: Callable[[], Any]) -> None:
        self._answer = answer

    def __getattr__(self, _kind: str) -> Callable[..., Callable[..., Any]]:
        return lambda *_, **__: lambda *_, **__: self._answer()


def given(accepted_at: datetime, ended_at: datetime | None = None) -> GetProcurationResponse:
    procuration = Procuration(email="mandataire@proche.example", semestre="052027")
    procuration.accepted_at.FromDatetime(accepted_at)
    if ended_at is not None:
        procuration.ended_at.FromDatetime(ended_at)
    return GetProcurationResponse(procuration=procuration, prenom="Aïcha", nom="D’ALMEIDA")


def mandataire_at_the_choice(answer: Callable[[], Any]) -> str | None:
    people = IdentityPeople(cast("grpc.Channel", Identity(answer)))
    found = people.procuration_at(uuid4(), "052027", CHOSEN_AT)
    return None if found is None else found.email


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (given(BEFORE), True),
        (given(BEFORE, ended_at=AFTER), True),
        (given(BEFORE, ended_at=BEFORE), False),
        (given(AFTER), False),
    ],
)
def test_only_a_procuration_that_stood_when_the_choice_was_received_counts(
    answer: GetProcurationResponse, told: bool
) -> None:
    assert mandataire_at_the_choice(lambda: answer) == ("mandataire@proche.example" if told else None)


def refused(kind: Kind) -> Callable[[], Any]:
    def answer() -> Any:
        raise RemoteError(code="x", kind=kind, text="Non.", details={})

    return answer


def test_without_any_there_is_nobody() -> None:
    assert mandataire_at_the_choice(refused(Kind.NOT_FOUND)) is None


def test_while_identity_is_away_nobody_knows() -> None:
    with pytest.raises(RemoteError):
        mandataire_at_the_choice(refused(Kind.UNAVAILABLE))
