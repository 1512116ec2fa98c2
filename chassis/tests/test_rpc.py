"""Calls between services over real gRPC: who comes in, what an error looks like, how long one waits."""

import io
import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import jwt
import pytest
import structlog
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from prometheus_client import REGISTRY

from chassis import logs
from chassis.errors import DomainError, Kind, RemoteError
from chassis.keys import private_key
from chassis.rpc.access import Access, anybody, by_service, interne, staff
from chassis.rpc.context import acting_for, current_caller, current_user, in_request, request_id
from chassis.rpc.server import GrpcServer
from chassis.tests.calls import ECHO, INTERNE, World, add_to, count_of, echo, say, staff_member, world

SAY = f"/{ECHO}/Say"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    written = io.StringIO()
    logs.configure("test", "INFO", stream=written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def answer(_request: Any, _context: grpc.ServicerContext) -> bytes:
    return b"!"


def who(_request: Any, _context: grpc.ServicerContext) -> bytes:
    caller = current_caller()
    return f"{caller.service} {caller.user.id if caller.user else None}".encode()


class AmphiEnPause(DomainError):
    code = "amphi_en_pause"
    kind = Kind.CONFLICT
    text = "L’amphi est en pause : {motif}"


# Who comes in (SEC-5)


@pytest.mark.rule("SEC-5")
def test_the_callee_knows_the_service_and_the_user(here: World) -> None:
    channel = here.channel(here.serve("postes", echo(who)), audience="postes")

    assert say(channel) == b"gateway None"
    with acting_for(here.user_token(INTERNE)):
        assert say(channel) == f"gateway {INTERNE.id}".encode()
    assert say(channel) == b"gateway None"


@pytest.mark.rule("SEC-5")
def test_without_a_service_token_nobody_comes_in(here: World) -> None:
    channel = here.bare_channel(here.serve("postes", echo(answer)))

    with pytest.raises(grpc.RpcError) as refused:
        say(channel)
    assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED
    with pytest.raises(grpc.RpcError):
        say(channel, metadata=(("authorization", f"Bearer {here.user_token(INTERNE)}"),))


@pytest.mark.rule("SEC-5")
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


@pytest.mark.rule("SEC-5")
def test_a_token_for_another_service_is_refused(here: World) -> None:
    channel = here.channel(here.serve("postes", echo(answer)), audience="session")

    with pytest.raises(RemoteError) as refused:
        say(channel)
    assert refused.value.code == "appel_non_authentifie"
    assert refused.value.kind is Kind.UNAUTHENTICATED


@pytest.mark.rule("SEC-5")
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


@pytest.mark.rule("SEC-5")
def test_a_service_that_is_not_in_the_table_is_forbidden(here: World) -> None:
    target = here.serve("postes", echo(answer), {SAY: by_service("session")})

    with pytest.raises(RemoteError) as refused:
        say(here.channel(target, caller="ranking", audience="postes"))
    assert refused.value.kind is Kind.FORBIDDEN
    assert refused.value.code == "acces_refuse"


@pytest.mark.rule("SEC-5")
@pytest.mark.parametrize("token", ["Bearer nothing", "Basic YTpi", "", "Bearer "])
def test_a_user_token_that_proves_nothing_is_refused_even_where_none_is_needed(
    here: World, token: str
) -> None:
    target = here.serve("postes", echo(answer))
    service = here.signer("gateway").token("postes")

    with pytest.raises(grpc.RpcError) as refused:
        say(here.bare_channel(target), metadata=(("x-dci-service-token", service), ("authorization", token)))
    assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED


@pytest.mark.rule("SEC-5")
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


@pytest.mark.rule("SEC-5")
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


@pytest.mark.rule("SEC-5")
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


# Errors (SEC-6)


def test_an_error_comes_back_as_it_was_raised(here: World) -> None:
    def pause(_request: Any, _context: grpc.ServicerContext) -> bytes:
        raise AmphiEnPause(motif="panne d’un hôpital, « 50 % »\nretour à 14 h")

    channel = here.channel(here.serve("session", echo(pause)), audience="session")

    with pytest.raises(RemoteError) as raised:
        say(channel)
    assert raised.value.code == "amphi_en_pause"
    assert raised.value.kind is Kind.CONFLICT
    assert raised.value.text == "L’amphi est en pause : panne d’un hôpital, « 50 % »\nretour à 14 h"
    assert raised.value.details == {"motif": "panne d’un hôpital, « 50 % »\nretour à 14 h"}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_survives_the_way(here: World, kind: Kind) -> None:
    def fail(_request: Any, _context: grpc.ServicerContext) -> bytes:
        error = AmphiEnPause()
        error.kind = kind  # type: ignore[misc]
        raise error

    with pytest.raises(RemoteError) as raised:
        say(here.channel(here.serve("session", echo(fail)), audience="session"))
    assert raised.value.kind is kind


def test_an_error_crosses_two_services_unchanged(here: World) -> None:
    def pause(_request: Any, _context: grpc.ServicerContext) -> bytes:
        raise AmphiEnPause(motif="pluie")

    far = here.channel(
        here.serve("postes", echo(pause), {SAY: by_service("session")}), caller="session", audience="postes"
    )
    near = here.channel(here.serve("session", echo(lambda *_: say(far))), audience="session")

    with pytest.raises(RemoteError) as raised:
        say(near)
    assert (raised.value.code, raised.value.text) == ("amphi_en_pause", "L’amphi est en pause : pluie")


@pytest.mark.rule("SEC-6")
def test_an_unexpected_error_shows_nothing_of_itself_to_the_caller_and_all_to_the_log(
    here: World, logged: io.StringIO
) -> None:
    def bug(_request: Any, _context: grpc.ServicerContext) -> bytes:
        raise KeyError("the table « secret »")

    channel = here.channel(here.serve("session", echo(bug)), audience="session")

    with pytest.raises(RemoteError) as raised:
        say(channel)
    assert raised.value.code == "erreur_interne"
    assert raised.value.kind is Kind.UNAVAILABLE
    assert "secret" not in raised.value.text
    assert "KeyError" not in raised.value.text
    written = logged.getvalue()
    assert "the table « secret »" in written
    assert "Traceback" in written


@pytest.mark.rule("SEC-6")
def test_nothing_of_an_unexpected_error_is_on_the_wire(here: World) -> None:
    def bug(_request: Any, _context: grpc.ServicerContext) -> bytes:
        raise KeyError("secret")

    target = here.serve("session", echo(bug))
    token = here.signer("gateway").token("session")

    with pytest.raises(grpc.RpcError) as raised:
        say(here.bare_channel(target), metadata=(("x-dci-service-token", token),))
    assert raised.value.code() is grpc.StatusCode.INTERNAL
    assert "secret" not in str(raised.value.details())
    assert "secret" not in repr(raised.value.trailing_metadata())


def test_errors_of_streams_are_the_same(here: World) -> None:
    def count(_request: Any, _context: grpc.ServicerContext) -> Iterator[bytes]:
        yield b"1"
        raise AmphiEnPause(motif="nuit")

    def add(requests: Iterator[bytes], _context: grpc.ServicerContext) -> bytes:
        next(requests)
        raise AmphiEnPause(motif=request_id())

    target = here.serve(
        "session", echo(count=count, add=add), {f"/{ECHO}/Count": anybody(), f"/{ECHO}/Add": anybody()}
    )
    channel = here.channel(target, audience="session")

    answers = count_of(channel)
    assert next(answers) == b"1"
    with pytest.raises(RemoteError, match="nuit"):
        next(answers)
    with in_request("requete-0007"), pytest.raises(RemoteError, match="requete-0007"):
        add_to(channel, b"1", b"2")


def test_a_service_that_is_not_there_is_unavailable_in_plain_french(here: World) -> None:
    with pytest.raises(RemoteError) as raised:
        say(here.channel("127.0.0.1:1", audience="session"))
    assert raised.value.code == "service_indisponible"
    assert raised.value.kind is Kind.UNAVAILABLE
    assert raised.value.text == "Le service ne répond pas. Réessayez dans un instant."


# Time


def test_every_call_has_a_deadline_and_a_call_may_have_its_own(here: World) -> None:
    def slow(_request: Any, context: grpc.ServicerContext) -> bytes:
        time.sleep(min(context.time_remaining(), 1) + 0.2)
        return b"late"

    target = here.serve("session", echo(slow))

    for channel, own in (
        (here.channel(target, audience="session", timeout=0.2), None),
        (here.channel(target, audience="session"), 0.2),
    ):
        started = time.monotonic()
        with pytest.raises(RemoteError) as raised:
            say(channel, timeout=own)
        assert time.monotonic() - started < 0.6
        assert raised.value.code == "delai_depasse"
        assert raised.value.kind is Kind.UNAVAILABLE


def test_the_deadline_is_five_seconds_unless_said_otherwise(here: World) -> None:
    def left(_request: Any, context: grpc.ServicerContext) -> bytes:
        return str(context.time_remaining()).encode()

    channel = here.channel(here.serve("session", echo(left)), audience="session")

    assert 4 < float(say(channel)) <= 5


def test_what_is_repeatable_finds_a_service_that_starts_again(here: World) -> None:
    calls = []

    def flaky(_request: Any, _context: grpc.ServicerContext) -> bytes:
        calls.append(1)
        if len(calls) < 3:
            raise DomainErrorUnavailable
        return b"!"

    target = here.serve("session", echo(flaky))

    with pytest.raises(RemoteError):
        say(here.channel(target, audience="session"))
    assert len(calls) == 1
    assert say(here.channel(target, audience="session", repeatable=[f"{ECHO}/Say"])) == b"!"
    assert len(calls) == 3


class DomainErrorUnavailable(DomainError):
    kind = Kind.UNAVAILABLE


# One request through all services (OPS-4)


@pytest.mark.rule("OPS-4")
def test_one_request_id_through_two_services_and_their_logs(here: World, logged: io.StringIO) -> None:
    far_target = here.serve(
        "postes", echo(lambda *_: str(request_id()).encode()), {SAY: by_service("session")}
    )
    far = here.channel(far_target, caller="session", audience="postes")
    near = here.channel(here.serve("session", echo(lambda *_: say(far))), audience="session")

    with in_request() as mine:
        assert say(near) == mine.encode()

    ids = [
        line["request_id"]
        for line in map(json.loads, logged.getvalue().splitlines())
        if line["event"] == "call"
    ]
    assert ids == [mine, mine]


def test_a_call_outside_of_a_request_and_a_hostile_id_get_a_new_one(here: World) -> None:
    target = here.serve("postes", echo(lambda *_: str(request_id()).encode()))
    token = here.signer("gateway").token("postes")

    first, second = (say(here.channel(target, audience="postes")) for _ in range(2))
    hostile = say(
        here.bare_channel(target), metadata=(("x-dci-service-token", token), ("x-request-id", 'a"}{"b":"c'))
    )

    assert len({first, second, hostile}) == 3
    assert all(len(found) == 32 for found in (first, second, hostile))


def test_the_user_s_token_goes_no_further_than_the_service_that_was_called(here: World) -> None:
    far_target = here.serve("postes", echo(who), {SAY: by_service("session")})
    far = here.channel(far_target, caller="session", audience="postes")
    near = here.channel(here.serve("session", echo(lambda *_: say(far))), audience="session")

    with acting_for(here.user_token(INTERNE)):
        assert say(near) == b"session None"


@pytest.mark.rule("OPS-4")
def test_each_call_is_counted_and_logged_without_the_user(here: World, logged: io.StringIO) -> None:
    channel = here.channel(here.serve("session", echo(answer)), audience="session")
    labels = {"method": SAY, "code": "OK"}
    before = REGISTRY.get_sample_value("dci_grpc_server_calls_total", labels) or 0

    with in_request() as mine, acting_for(here.user_token(INTERNE)):
        say(channel)

    assert REGISTRY.get_sample_value("dci_grpc_server_calls_total", labels) == before + 1
    (line,) = (line for line in map(json.loads, logged.getvalue().splitlines()) if line["request_id"] == mine)
    assert (line["event"], line["method"], line["code"], line["caller"]) == ("call", SAY, "OK", "gateway")
    assert line["ms"] > 0
    assert str(INTERNE.id) not in logged.getvalue()


# What needs no token


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
