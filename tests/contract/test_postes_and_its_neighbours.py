"""postes beside the real identity, and what session tells it: from ARS's file to the list of affectations."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.callers import User
from chassis.clock import SystemClock
from chassis.database import Database
from chassis.rpc.context import acting_for
from chassis.rpc.server import GrpcServer, Register
from chassis.tests.calls import World as Keys
from chassis.tests.calls import world as keys
from dci.common.v1.imports_pb2 import ImportChunk, ImportReport, ImportStart
from dci.events.v1.events_pb2 import Event
from dci.identity.v1 import register_pb2 as register
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import AffectationServiceStub, OfferServiceStub
from deploy.local.demo.facts import NEWEST_PROMOTION, SEMESTRE
from deploy.local.demo.files import Campaign, invent
from services.identity.bootstrap import apis
from services.identity.grpc_api.access import ACCESS as IDENTITY_ACCESS
from services.identity.tests.factories import Home
from services.postes.adapters.identity_specialities import IdentitySpecialities
from services.postes.bootstrap import servicers
from services.postes.events import copies
from services.postes.grpc_api.access import ACCESS as POSTES_ACCESS
from services.postes.tests.factories import World, committed
from services.session.domain.events import Validated
from services.session.domain.record import Tip, next_decision
from services.session.domain.settings import Settings
from services.session.grpc_api import messages

pytestmark = pytest.mark.real

GESTIONNAIRE = User(UUID(int=7), "staff", frozenset({"gestionnaire"}), UUID(int=70))
NOW = datetime(2027, 3, 15, 8, 0, tzinfo=UTC)


class BackOffice:
    """Both services as a gestionnaire reaches them."""

    def __init__(self, here: Keys, identity: Database, postes: Database) -> None:
        self.identity_database, self.postes_database = identity, postes
        home = Home(identity)
        identity_at = serve(here, "identity", apis(home.tools, home.imports), IDENTITY_ACCESS)
        known = IdentitySpecialities(here.channel(identity_at, caller="postes", audience="identity"))
        postes_at = serve(here, "postes", servicers(postes, postes, known, SystemClock()), POSTES_ACCESS)
        self.identity = RegisterServiceStub(here.channel(identity_at, caller="admin", audience="identity"))
        channel = here.channel(postes_at, caller="admin", audience="postes", timeout=60)
        self.offers = OfferServiceStub(channel)
        self.affectations = AffectationServiceStub(channel)

    def imports(self, kind: str, content: bytes) -> ImportReport:
        stub, module = (self.offers, pb) if kind == "postes" else (self.identity, register)
        tried: ImportReport = stub.DryRunImport(pieces(module, kind, content)).report
        assert not tried.refused, tried.problems[:3]
        done: ImportReport = stub.ApplyImport(module.ApplyImportRequest(import_id=tried.import_id)).report
        return done

    def hear_identity(self) -> dict[tuple[str, str], UUID]:
        """postes hears all that identity has told; whom it told of: prénom and nom → intern_id."""
        with self.identity_database.transaction() as tx:
            rows = tx.all("SELECT payload FROM outbox ORDER BY id")
        events = [Event.FromString(bytes(row["payload"])) for row in rows]
        for event in filter(copies.INTERESTS.include, events):
            hear(self.postes_database, event)
        told = [event.interne_changed for event in events if event.HasField("interne_changed")]
        return {(one.prenom, one.nom): UUID(one.intern_id) for one in told}


def hear(database: Database, event: Event) -> None:
    with committed(database) as tx:
        copies.handle(tx, event)


def serve(here: Keys, service: str, parts: Any, access: Any) -> str:
    register_all: list[Register] = list(parts)
    server = GrpcServer(
        service, here.settings(), access=access, user_keys=here.user_keys, register=register_all
    )
    server.start()
    here.ends.callback(server.stop)
    return f"127.0.0.1:{server.port}"


def pieces(module: Any, kind: str, content: bytes) -> Iterator[Any]:
    yield module.DryRunImportRequest(chunk=ImportChunk(start=ImportStart(kind=kind, filename=f"{kind}.csv")))
    for begin in range(0, len(content), 200_000):
        yield module.DryRunImportRequest(chunk=ImportChunk(data=content[begin : begin + 200_000]))


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return invent()


@pytest.fixture
def back_office(tmp_path: Path, service_database: Callable[[str], str]) -> Iterator[BackOffice]:
    identity, postes = (Database(service_database(name), name) for name in ("identity", "postes"))
    with keys(tmp_path) as here:
        office = BackOffice(here, identity, postes)
        with acting_for(here.user_token(GESTIONNAIRE)):
            office.identity.CreateSemestre(
                register.CreateSemestreRequest(code=SEMESTRE, newest_promotion=NEWEST_PROMOTION)
            )
            yield office
    identity.close()
    postes.close()


@pytest.mark.rule("IFC-8")
@pytest.mark.rule("IFC-10")
def test_the_campaigns_posts_create_their_groupes_and_des_at_identity(
    back_office: BackOffice, campaign: Campaign
) -> None:
    report = back_office.imports("postes", campaign.files()["postes"])
    assert (report.created, report.refused) == (len(campaign.posts), 0)

    known = back_office.identity.ListSpecialities(register.ListSpecialitiesRequest())
    assert {one.label for one in known.groupes} == {post.groupe.whole for post in campaign.posts}
    assert {one.label for one in known.des} == {post.des.whole for post in campaign.posts}

    found = back_office.offers.SearchPostes(pb.SearchPostesRequest(semestre=SEMESTRE))
    assert found.postes_total == found.disponibles_total == len(campaign.posts)
    again = back_office.offers.DryRunImport(pieces(pb, "postes", campaign.files()["postes"])).report
    assert again.unchanged == len(campaign.posts)


@pytest.mark.rule("AFF-1")
def test_the_registers_names_reach_the_list_of_affectations(
    back_office: BackOffice, campaign: Campaign
) -> None:
    back_office.imports("internes", campaign.files()["internes"])
    back_office.imports("postes", campaign.files()["postes"])
    ids = back_office.hear_identity()
    person, post = campaign.people[0], campaign.posts[0]

    world = World(back_office.postes_database)
    world.chosen(
        post.numero,
        offer_id=f"{SEMESTRE}:{post.groupe.whole.partition(' - ')[0]}",
        regimes=frozenset({post.groupe.regime}),
        des=post.des.whole.partition(" - ")[0],
        intern_id=ids[person.prenom, person.nom],
    )

    (one,) = back_office.affectations.ListAffectations(pb.ListAffectationsRequest()).affectations
    assert (one.identity, one.ufr) == (f"{person.prenom} {person.nom}", person.ufr)


def test_a_validation_as_session_tells_it_makes_its_roster_wanted(back_office: BackOffice) -> None:
    amphi_id = uuid4()
    event = Validated(settings=Settings(), opens_at=NOW, list_version=1, interns=(), slices=())
    decision = next_decision(amphi_id, Tip(), event, "ars:gestionnaire:1", NOW)
    told = Event(decision=messages.decision(decision, ""))
    assert copies.INTERESTS.include(told)

    hear(back_office.postes_database, told)

    with back_office.postes_database.transaction() as tx:
        assert tx.all("SELECT amphi_id, wanted FROM roster_wanted ORDER BY amphi_id") == [
            {"amphi_id": amphi_id, "wanted": 1}
        ]
