"""What an error of the callee looks like to the caller, over real gRPC (SEC-6)."""

import io
from collections.abc import Iterator
from typing import Any

import grpc
import pytest

from chassis.errors import DomainError, Kind, RemoteError
from chassis.rpc.access import anybody, by_service
from chassis.rpc.context import in_request, request_id
from chassis.tests.calls import (
    ECHO,
    SAY,
    World,
    add_to,
    count_of,
    echo,
    say,
)


class AmphiEnPause(DomainError):
    code = "amphi_en_pause"
    kind = Kind.CONFLICT
    text = "L’amphi est en pause : {motif}"


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
