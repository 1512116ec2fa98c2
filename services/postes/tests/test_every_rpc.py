"""Every RPC with no token, an expired one, another service's, somebody else's: refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest

from chassis.tokens import ServiceSigner
from chassis.user_tokens import sign_user_token
from services.postes.grpc_api.access import ACCESS
from services.postes.tests.calling import GESTIONNAIRE, Calls, an_interne
from services.postes.tests.factories import World

pytestmark = pytest.mark.real

INTERNE = an_interne(GESTIONNAIRE.id)
FOR_STAFF = [
    name
    for name in ACCESS
    if name.endswith(("Import", "ImportModel", "Poste", "ishPostes", "drawPostes", "Reservation"))
]
FOR_INTERNES = [name for name in ACCESS if "Favourite" in name or name.endswith("GetMyAffectations")]
BY_SERVICE = [
    name
    for name in ACCESS
    if name.endswith(("Settle", "/Correct", "Probe", "CopyOffer", "Rehearsal", "GetAffectationFacts"))
]
STREAMED = "DryRunImport"


def status(channel: grpc.Channel, name: str, metadata: Any = None) -> grpc.StatusCode:
    """Call with an empty request; how it was refused, or OK."""
    request: Any = b""
    requests: Any = iter([request])
    try:
        if name.endswith(STREAMED):
            channel.stream_unary(name)(requests, metadata=metadata, timeout=5)
        else:
            channel.unary_unary(name)(request, metadata=metadata, timeout=5)
    except grpc.RpcError as error:
        return error.code()
    return grpc.StatusCode.OK


class LongAgo:
    """A clock that stands at yesterday."""

    def now(self) -> datetime:
        return datetime.now(UTC) - timedelta(days=1)


@pytest.mark.rule("SEC-5")
@pytest.mark.parametrize("name", sorted(ACCESS))
def test_without_a_service_token(calls: Calls, name: str) -> None:
    channel = calls.keys.bare_channel(calls.target)
    assert status(channel, name) is grpc.StatusCode.UNAUTHENTICATED


@pytest.mark.rule("SEC-5")
@pytest.mark.parametrize("name", sorted(ACCESS))
def test_with_an_expired_service_token_or_one_for_another_service(calls: Calls, name: str) -> None:
    calls.keys.key_file("session")
    old = ServiceSigner("session", calls.keys.key_file("session"), LongAgo()).token("postes")
    other = calls.keys.signer("session").token("identity")
    channel = calls.keys.bare_channel(calls.target)
    for token in (old, other, "x", "a.b.c"):
        refused = status(channel, name, metadata=[("x-dci-service-token", token)])
        assert refused is grpc.StatusCode.UNAUTHENTICATED


@pytest.mark.rule("SEC-5")
@pytest.mark.parametrize("name", FOR_STAFF + FOR_INTERNES)
def test_without_a_user_or_with_an_expired_one(world: World, calls: Calls, name: str) -> None:
    user = GESTIONNAIRE if name in FOR_STAFF else INTERNE
    expired = sign_user_token(user, calls.keys.identity_key, LongAgo().now())
    channel = plain(calls, "gateway")
    refusals = {status(channel, name, metadata=service(calls, token)) for token in (None, expired, "x")}
    assert refusals <= {grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED}
    assert world.count("favourite") == world.count("post") == 0


@pytest.mark.rule("SEC-5")
@pytest.mark.parametrize("name", FOR_STAFF + FOR_INTERNES)
def test_with_somebody_elses_kind_of_token(calls: Calls, name: str) -> None:
    wrong = INTERNE if name in FOR_STAFF else GESTIONNAIRE
    token = calls.keys.user_token(wrong)
    refused = status(plain(calls, "gateway"), name, metadata=service(calls, token))
    assert refused is grpc.StatusCode.PERMISSION_DENIED


@pytest.mark.rule("SEC-5")
@pytest.mark.parametrize("name", BY_SERVICE)
def test_pages_may_not_call_what_is_for_a_service(calls: Calls, name: str) -> None:
    token = calls.keys.user_token(GESTIONNAIRE)
    refused = status(plain(calls, "gateway"), name, metadata=service(calls, token))
    assert refused is grpc.StatusCode.PERMISSION_DENIED


@pytest.mark.rule("SEC-5")
def test_a_service_without_a_part_in_it_reads_nothing(calls: Calls) -> None:
    channel = plain(calls, "ranking")
    metadata = [("x-dci-service-token", calls.keys.signer("ranking").token("postes"))]
    assert {status(channel, name, metadata=metadata) for name in ACCESS} == {
        grpc.StatusCode.PERMISSION_DENIED
    }


def plain(calls: Calls, caller: str) -> grpc.Channel:
    calls.keys.key_file(caller)
    return calls.keys.bare_channel(calls.target)


def service(calls: Calls, user_token: str | None) -> list[tuple[str, str]]:
    metadata = [("x-dci-service-token", calls.keys.signer("gateway").token("postes"))]
    return metadata + ([("authorization", f"Bearer {user_token}")] if user_token else [])
