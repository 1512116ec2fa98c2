"""ranking on the real identity: from ARS's files to a roster, with the demonstration's campaign."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chassis.callers import User
from chassis.clock import SystemClock
from chassis.database import Database
from chassis.rpc.context import acting_for
from chassis.rpc.server import GrpcServer, Register
from chassis.tests.calls import World, world
from dci.common.v1.imports_pb2 import ImportChunk, ImportReport, ImportStart
from dci.identity.v1 import register_pb2 as register
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from dci.ranking.v1 import ranking_pb2 as pb
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub, add_RankingServiceServicer_to_server
from deploy.local.demo.facts import GROUPES, NEWEST_PROMOTION, SEMESTRE
from deploy.local.demo.files import invent
from services.identity.bootstrap import apis
from services.identity.grpc_api.access import ACCESS as IDENTITY_ACCESS
from services.identity.tests.factories import Home
from services.ranking.adapters.identity import IdentityRegister
from services.ranking.bootstrap import ranking_api
from services.ranking.grpc_api.access import ACCESS as RANKING_ACCESS

pytestmark = pytest.mark.real

GESTIONNAIRE = User(UUID(int=7), "staff", frozenset({"gestionnaire"}), UUID(int=70))


class BackOffice:
    """Both services as a gestionnaire reaches them."""

    def __init__(self, here: World, identity: Database, ranking: Database) -> None:
        self.here = here
        home = Home(identity)
        identity_at = serve(here, "identity", apis(home.tools, home.imports), IDENTITY_ACCESS)
        known = IdentityRegister(
            RegisterServiceStub(here.channel(identity_at, caller="ranking", audience="identity"))
        )
        api = ranking_api(ranking, known, SystemClock())
        ranking_at = serve(
            here, "ranking", [partial(add_RankingServiceServicer_to_server, api)], RANKING_ACCESS
        )
        self.identity = RegisterServiceStub(here.channel(identity_at, caller="admin", audience="identity"))
        self.ranking = RankingServiceStub(here.channel(ranking_at, caller="admin", audience="ranking"))
        self.as_session = RankingServiceStub(here.channel(ranking_at, caller="session", audience="ranking"))

    def imports(self, kind: str, content: bytes) -> ImportReport:
        stub, messages = (self.ranking, pb) if kind == "cursus" else (self.identity, register)
        tried: ImportReport = stub.DryRunImport(pieces(messages, kind, content)).report
        assert not tried.refused, tried.problems[:3]
        done: ImportReport = stub.ApplyImport(messages.ApplyImportRequest(import_id=tried.import_id)).report
        return done


def serve(here: World, service: str, parts: list[Register], access: Any) -> str:
    server = GrpcServer(service, here.settings(), access=access, user_keys=here.user_keys, register=parts)
    server.start()
    here.ends.callback(server.stop)
    return f"127.0.0.1:{server.port}"


def pieces(messages: Any, kind: str, content: bytes) -> Iterator[Any]:
    yield messages.DryRunImportRequest(
        chunk=ImportChunk(start=ImportStart(kind=kind, filename=f"{kind}.csv"))
    )
    for begin in range(0, len(content), 200_000):
        yield messages.DryRunImportRequest(chunk=ImportChunk(data=content[begin : begin + 200_000]))


@pytest.fixture
def back_office(tmp_path: Path, service_database: Callable[[str], str]) -> Iterator[BackOffice]:
    identity, ranking = (Database(service_database(name), name) for name in ("identity", "ranking"))
    with world(tmp_path) as here:
        office = BackOffice(here, identity, ranking)
        with acting_for(here.user_token(GESTIONNAIRE)):
            office.identity.CreateSemestre(
                register.CreateSemestreRequest(code=SEMESTRE, newest_promotion=NEWEST_PROMOTION)
            )
            office.identity.MakeSemestreCurrent(register.MakeSemestreCurrentRequest(code=SEMESTRE))
            yield office
    identity.close()
    ranking.close()


@pytest.mark.rule("ADM-4")
@pytest.mark.rule("ADM-6")
@pytest.mark.rule("AMP-2")
def test_from_the_files_to_a_roster(back_office: BackOffice) -> None:
    campaign = invent()
    files = campaign.files()
    for kind in ("internes", "cursus", "absences"):
        assert back_office.imports(kind, files[kind]).applied
    groupe = GROUPES[0]
    scope = pb.Scope(semestre=SEMESTRE, groupe_code=groupe.code, regimes=[groupe.regime])
    version = back_office.ranking.Compute(pb.ComputeRequest(scope=scope)).version
    definitive = pb.PUBLICATION_STATE_DEFINITIVE
    back_office.ranking.Publish(pb.PublishRequest(version_id=version.version_id, **{"as": definitive}))
    answers = back_office.as_session.GetRoster(pb.GetRosterRequest(version_id=version.version_id))
    roster = [entry for answer in answers for entry in answer.entries]
    expected = [person for person in campaign.people if person.groupe == groupe]
    assert len(roster) == version.internes == len(expected) > 100
    assert [entry.anciennete for entry in roster] == sorted(
        (entry.anciennete for entry in roster), reverse=True
    )
    assert roster[0].anciennete > roster[-1].anciennete
    away = {person.nom for person in campaign.away if person.groupe == groupe}
    assert {entry.nom for entry in roster if entry.absence_motif} == away != set()


@pytest.mark.rule("IFC-10")
def test_a_cursus_of_somebody_unknown_is_refused(back_office: BackOffice) -> None:
    content = b"ine;semestre;nature;valide\nNOBODY0001;112025;stage;oui\n"
    report = back_office.ranking.DryRunImport(pieces(pb, "cursus", content)).report
    assert [(problem.line, problem.column) for problem in report.problems] == [(2, "ine")]
