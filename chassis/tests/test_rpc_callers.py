"""Who comes in, over real gRPC (SEC-5)."""

import time
from collections.abc import Iterator
from typing import Any

import grpc
import jwt
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from chassis.errors import Kind, RemoteError
from chassis.keys import private_key
from chassis.rpc.access import Access, anybody, by_service, interne, staff
from chassis.rpc.context import acting_for, current_user
from chassis.rpc.server import GrpcServer
from chassis.tests.calls import (
    ECHO,
    INTERNE,
    SAY,
    World,
    add_to,
    answer,
    count_of,
    echo,
    say,
    staff_member,
    who,
)

pytestmark = pytest.mark.rule("SEC-5")


def test_the_callee_knows_the_service_and_the_user(here: World) -> None:
    channel = here.channel(here.serve("postes", echo(who)), audience="postes")

    assert say(channel) == b"gateway None"
    with acting_for(here.user_token(INTERNE)):
        assert say(channel) == f"gateway {INTERNE.id}".encode()
    assert say(channel) == b"gateway None"


def test_without_a_service_token_nobody_comes_in(here: World) -> None:
    channel = here.bare_channel(here.serve("postes", echo(answer)))

    with pytest.raises(grpc.RpcError) as refused:
        say(channel)
    assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED
    with pytest.raises(grpc.RpcError):
        say(channel, metadata=(("authorization", f"Bearer {here.user_token(INTERNE)}"),))


@pytest.mark.parametrize("age", [301, 3600])
def test_an_expired_service_token_is_refused(here: World, age: int) -> None:
    channel = here.bare_channel(here.serve("postes", echo(answer)))
    now = int(time.time())
    key = private_key(here.key_file("gateway").read_bytes())

    def token(issued: int) -> str:
        return jwt.encode(
            {"iss": "gateway", "aud": "postes", "iat": issued, "exp": issued + 300}, key, "EdDSA"
        )

    assert say(channel, metadata=(("x-dci-service-token", token(now)),)) == b"!"
    with pytest.raises(grpc.RpcError) as refused:
        say(channel, metadata=(("x-dci-service-token", token(now - age)),))
    assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED


def test_a_token_for_another_service_is_refused(here: World) -> None:
    channel = here.channel(here.serve("postes", echo(answer)), audience="session")

    with pytest.raises(RemoteError) as refused:
        say(channel)
    assert refused.value.code == "appel_non_authentifie"
    assert refused.value.kind is Kind.UNAUTHENTICATED


def test_a_service_cannot_pass_for_another(here: World) -> None:
    target = here.serve("postes", echo(answer), {SAY: by_service("session")})
    assert say(here.channel(target, caller="session", audience="postes")) == b"!"
    forged = jwt.encode(
        {"iss": "session", "aud": "postes", "iat": int(time.time()), "exp": int(time.time()) + 300},
        private_key(here.key_file("ranking").read_bytes()),
        "EdDSA",
    )

    with pytest.raises(grpc.RpcError) as refused:
        say(here.bare_channel(target), metadata=(("x-dci-service-token", forged),))
    assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED


def test_a_service_that_is_not_in_the_table_is_forbidden(here: World) -> None:
    target = here.serve("postes", echo(answer), {SAY: by_service("session")})

    with pytest.raises(RemoteError) as refused:
        say(here.channel(target, caller="ranking", audience="postes"))
    assert refused.value.kind is Kind.FORBIDDEN
    assert refused.value.code == "acces_refuse"


@pytest.mark.parametrize("token", ["Bearer nothing", "Basic YTpi", "", "Bearer "])
def test_a_user_token_that_proves_nothing_is_refused_even_where_none_is_needed(
    here: World, token: str
) -> None:
    target = here.serve("postes", echo(answer))
    service = here.signer("gateway").token("postes")

    with pytest.raises(grpc.RpcError) as refused:
        say(here.bare_channel(target), metadata=(("x-dci-service-token", service), ("authorization", token)))
    assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED


@pytest.mark.parametrize(
    ("access", "allowed"),
    [
        (staff("consultation"), True),
        (staff("gestionnaire"), True),
        (staff("administrateur"), False),
        (interne(), False),
        (interne() | staff("consultation"), True),
    ],
)
def test_the_table_decides_for_a_gestionnaire(here: World, access: Access, allowed: bool) -> None:
    channel = here.channel(
        here.serve("postes", echo(answer), {SAY: access}), caller="admin", audience="postes"
    )

    with acting_for(here.user_token(staff_member("gestionnaire"))):
        if allowed:
            assert say(channel) == b"!"
        else:
            with pytest.raises(RemoteError) as refused:
                say(channel)
            assert refused.value.kind is Kind.FORBIDDEN


def test_a_servicer_is_not_reached_by_a_refused_call(here: World) -> None:
    reached: list[str] = []

    def count(_request: Any, _context: grpc.ServicerContext) -> Iterator[bytes]:
        reached.append("count")
        yield b"1"

    def add(_requests: Iterator[bytes], _context: grpc.ServicerContext) -> bytes:
        reached.append("add")
        return b""

    target = here.serve(
        "postes",
        echo(count=count, add=add),
        {f"/{ECHO}/Count": interne(), f"/{ECHO}/Add": interne()},
    )
    channel = here.channel(target, audience="postes")

    with pytest.raises(RemoteError):
        list(count_of(channel))
    with pytest.raises(RemoteError):
        add_to(channel, b"1")
    assert not reached


def test_current_user_is_refused_where_there_is_none(here: World) -> None:
    channel = here.channel(
        here.serve("postes", echo(lambda *_: str(current_user().id).encode())), audience="postes"
    )

    with acting_for(here.user_token(INTERNE)):
        assert say(channel) == str(INTERNE.id).encode()
    with pytest.raises(RemoteError) as refused:
        say(channel)
    assert refused.value.code == "session_expiree"


@pytest.mark.parametrize(
    ("access", "missing"),
    [({}, "without a line in ACCESS"), ({SAY: anybody(), f"/{ECHO}/Sya": anybody()}, "without an RPC")],
)
def test_a_server_whose_table_is_not_its_rpcs_does_not_start(
    here: World, access: dict[str, Access], missing: str
) -> None:
    with pytest.raises(ValueError, match=missing):
        GrpcServer(
            "postes", here.settings(), access=access, user_keys=here.user_keys, register=[echo(answer)]
        )


def test_two_servers_never_share_a_port_unknowingly(here: World) -> None:
    port = int(here.serve("session", echo(answer)).rpartition(":")[2])

    with pytest.raises(RuntimeError, match=str(port)):
        here.serve("session", echo(answer), settings=here.settings(grpc_port=port))


def test_health_needs_no_token(here: World) -> None:
    target = here.serve("session", echo(answer))
    health: Any = health_pb2_grpc.HealthStub(here.bare_channel(target))

    for service in ("", ECHO):
        found = health.Check(health_pb2.HealthCheckRequest(service=service))
        assert found.status == health_pb2.HealthCheckResponse.SERVING


def test_reflection_answers_only_where_it_is_set(here: World) -> None:
    def services(target: str) -> list[str]:
        return list(ProtoReflectionDescriptorDatabase(here.bare_channel(target)).get_services())

    shown = here.serve("session", echo(answer), settings=here.settings(reflection=True))
    hidden = here.serve("postes", echo(answer))

    assert ECHO in services(shown)
    with pytest.raises(grpc.RpcError):
        services(hidden)
