"""How long a call waits, and one request's id through all services, over real gRPC (OPS-4)."""

import io
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from prometheus_client import REGISTRY

from chassis.errors import DomainError, Kind, RemoteError
from chassis.rpc.access import anybody, by_service, interne
from chassis.rpc.context import acting_for, in_request, request_id
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
    who,
)


class Ailleurs(DomainError):
    kind = Kind.UNAVAILABLE


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

    assert 3 < float(say(channel)) < 5.1


def test_what_is_repeatable_finds_a_service_that_starts_again(here: World) -> None:
    calls = []

    def flaky(_request: Any, _context: grpc.ServicerContext) -> bytes:
        calls.append(1)
        if len(calls) < 3:
            raise Ailleurs
        return b"!"

    target = here.serve("session", echo(flaky))

    with pytest.raises(RemoteError):
        say(here.channel(target, audience="session"))
    assert len(calls) == 1
    assert say(here.channel(target, audience="session", repeatable=[f"{ECHO}/Say"])) == b"!"
    assert len(calls) == 3


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
    method = f"/{ECHO}/Add"
    channel = here.channel(here.serve("session", echo(add=answer), {method: interne()}), audience="session")
    labels = {"method": method, "code": "OK"}
    before = REGISTRY.get_sample_value("dci_grpc_server_calls_total", labels) or 0

    with in_request() as mine, acting_for(here.user_token(INTERNE)):
        add_to(channel, b"1")

    assert REGISTRY.get_sample_value("dci_grpc_server_calls_total", labels) == before + 1
    (line,) = (line for line in map(json.loads, logged.getvalue().splitlines()) if line["request_id"] == mine)
    assert (line["event"], line["method"], line["code"], line["caller"]) == ("call", method, "OK", "gateway")
    assert line["ms"] > 0
    assert str(INTERNE.id) not in logged.getvalue()


def test_a_stream_that_the_caller_cancels_ends_in_the_callee_too(here: World, logged: io.StringIO) -> None:
    closed = threading.Event()

    def count(_request: Any, _context: grpc.ServicerContext) -> Iterator[bytes]:
        try:
            while True:
                yield b"1"
                time.sleep(0.01)
        finally:
            closed.set()

    target = here.serve("session", echo(count=count), {f"/{ECHO}/Count": anybody()})
    with in_request() as mine:
        answers: Any = count_of(here.channel(target, audience="session"))
    next(answers)

    answers.cancel()

    assert closed.wait(5)
    (line,) = (line for line in map(json.loads, logged.getvalue().splitlines()) if line["request_id"] == mine)
    assert line["code"] == "CANCELLED"
