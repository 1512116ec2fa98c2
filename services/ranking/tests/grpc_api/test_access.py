"""Every RPC, tried by everybody who should not."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import grpc
import pytest

from chassis.callers import User
from chassis.errors import DomainError, Kind
from chassis.rpc.context import acting_for
from dci.ranking.v1 import ranking_pb2 as pb
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub
from services.ranking.grpc_api.access import ACCESS
from services.ranking.tests.conftest import Ranking

pytestmark = [pytest.mark.real, pytest.mark.rule("SEC-5")]

CALLERS: dict[str, tuple[str, User | None]] = {
    "anybody": ("gateway", None),
    "interne": ("gateway", User(UUID(int=9), "interne", frozenset(), UUID(int=90))),
    "consultation": ("admin", User(UUID(int=8), "staff", frozenset({"consultation"}), UUID(int=80))),
    "gestionnaire": ("admin", User(UUID(int=7), "staff", frozenset({"gestionnaire"}), UUID(int=70))),
    "administrateur": ("admin", User(UUID(int=6), "staff", frozenset({"administrateur"}), UUID(int=60))),
    "session": ("session", None),
    "postes": ("postes", None),
}
EVERYBODY = set(CALLERS) - {"session", "postes"}
STAFF = {"consultation", "gestionnaire", "administrateur"}
MAY = {
    "DryRunImport": STAFF - {"consultation"},
    "ApplyImport": STAFF - {"consultation"},
    "GetImportModel": STAFF,
    "Compute": STAFF - {"consultation"},
    "Publish": STAFF - {"consultation"},
    "ListVersions": STAFF,
    "ListPublished": EVERYBODY | {"session"},
    "GetCallList": EVERYBODY,
    "Explain": EVERYBODY,
    "GetMyRanks": {"interne"},
    "GetRoster": {"session"},
}


def ask(stub: RankingServiceStub, method: str) -> Any:
    request = getattr(pb, f"{method}Request")()
    if method == "DryRunImport":
        return stub.DryRunImport(iter([request]))
    answer = getattr(stub, method)(request)
    return list(answer) if isinstance(answer, Iterator) else answer


def test_the_table_names_every_rpc() -> None:
    assert {name.rpartition("/")[2] for name in ACCESS} == set(MAY)


@pytest.mark.parametrize("method", MAY)
def test_who_may(ranking: Ranking, method: str) -> None:
    allowed = set()
    for name, (service, user) in CALLERS.items():
        with acting_for(ranking.here.user_token(user) if user else None):
            try:
                ask(ranking.stub(service), method)
                allowed.add(name)
            except DomainError as refused:
                if refused.kind not in {Kind.FORBIDDEN, Kind.UNAUTHENTICATED}:
                    allowed.add(name)
    assert allowed == MAY[method]


@pytest.mark.parametrize("method", MAY)
def test_without_a_service_token_nobody_may(ranking: Ranking, method: str) -> None:
    stub = RankingServiceStub(ranking.here.bare_channel(ranking.address))
    with pytest.raises(grpc.RpcError) as refused:
        ask(stub, method)
    assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED
