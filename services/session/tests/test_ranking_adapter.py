"""What session takes from ranking's answer: a version in pieces, whole."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from chassis.errors import DomainError
from chassis.rpc.access import by_service
from chassis.tests.calls import world as keys
from dci.ranking.v1 import ranking_pb2 as pb
from dci.ranking.v1.ranking_pb2_grpc import add_RankingServiceServicer_to_server
from services.session.adapters.ranking import GrpcCallLists

SERVICE = "/dci.ranking.v1.RankingService/"
METHODS = pb.DESCRIPTOR.services_by_name["RankingService"].methods


class Ranking:
    """As much of ranking as session asks."""

    def __getattr__(self, method: str) -> Any:
        return self.roster if method == "GetRoster" else None

    def roster(self, request: pb.GetRosterRequest, _context: Any) -> Iterator[pb.GetRosterResponse]:
        """A version in two pieces."""
        if UUID(request.version_id).int == 0:
            raise NotDefinitive
        scope = pb.Scope(semestre="052027", groupe_code="3", regimes=["ancien", "socle"])
        yield pb.GetRosterResponse(
            version=pb.Version(number=4, scope=scope, groupe_label="3 - CHIRURGIE"), entries=[entry(1)]
        )
        yield pb.GetRosterResponse(entries=[entry(2, "disponibilité")])


class NotDefinitive(DomainError):
    code = "version_pas_definitive"
    text = "Cette liste n’est pas publiée comme définitive."


def entry(rang: int, motif: str = "") -> pb.RosterEntry:
    return pb.RosterEntry(
        rang_appel=rang,
        intern_id=str(UUID(int=rang)),
        nom=f"NOM{rang}",
        prenom="Zoé",
        des_code="33",
        des_label="33 - GYNÉCOLOGIE OBSTÉTRIQUE",
        regime="socle",
        anciennete=2,
        absence_motif=motif,
    )


@pytest.fixture
def call_lists(tmp_path: Path) -> Iterator[GrpcCallLists]:
    with keys(tmp_path) as here:
        register = partial(add_RankingServiceServicer_to_server, cast("Any", Ranking()))
        access = {f"{SERVICE}{method.name}": by_service("session") for method in METHODS}
        target = here.serve("ranking", register, access)
        yield GrpcCallLists(here.channel(target, caller="session", audience="ranking"))


@pytest.mark.rule("AMP-2")
def test_a_version_is_taken_whole(call_lists: GrpcCallLists) -> None:
    version_id = uuid4()
    taken = call_lists.definitive(version_id)
    assert (taken.version_id, taken.number, taken.semestre) == (version_id, 4, "052027")
    assert (taken.groupe_code, taken.groupe_label, taken.regimes) == (
        "3",
        "3 - CHIRURGIE",
        ("ancien", "socle"),
    )
    assert [(one.rang_appel, one.absence_motif) for one in taken.inscrits] == [(1, ""), (2, "disponibilité")]


def test_what_ranking_refuses_is_passed_on(call_lists: GrpcCallLists) -> None:
    with pytest.raises(DomainError, match="définitive") as refused:
        call_lists.definitive(UUID(int=0))
    assert refused.value.code == "version_pas_definitive"
