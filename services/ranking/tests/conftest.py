"""ranking whole, in the test's process: its own PostgreSQL database, real gRPC and real tokens."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chassis.callers import User
from chassis.database import Database
from chassis.rpc.context import acting_for
from chassis.tests.calls import World, world
from dci.common.v1.imports_pb2 import ImportChunk, ImportReport, ImportStart
from dci.events.v1.events_pb2 import Event
from dci.identity.v1.register_pb2_grpc import (
    RegisterServiceStub,
    add_RegisterServiceServicer_to_server,
)
from dci.ranking.v1 import ranking_pb2 as pb
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub, add_RankingServiceServicer_to_server
from services.ranking.adapters.identity import IdentityRegister
from services.ranking.bootstrap import ranking_api
from services.ranking.events.consumed import INTERESTS, Hearing
from services.ranking.events.published import tell_published
from services.ranking.grpc_api.access import ACCESS
from services.ranking.tests.grpc_api import fake_identity
from services.ranking.tests.grpc_api.fake_identity import FakeIdentity, intern_id

STAFF_ID = UUID(int=2)


class TestClock:
    """Moves only when told to, and starts where tokens are good."""

    __test__ = False

    def __init__(self) -> None:
        self._now = datetime.now(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, **by: float) -> None:
        self._now += timedelta(**by)


class Ranking:
    """The service and those who call it."""

    def __init__(self, here: World, database: Database) -> None:
        self.here = here
        self.database = database
        self.clock = TestClock()
        self.identity = FakeIdentity()  # type: ignore[abstract]  # ranking calls no more than it has
        identity_at = here.serve(
            "identity",
            partial(add_RegisterServiceServicer_to_server, self.identity),
            fake_identity.ACCESS,
        )
        register = IdentityRegister(
            RegisterServiceStub(here.channel(identity_at, caller="ranking", audience="identity"))
        )
        self.address = here.serve(
            "ranking",
            partial(add_RankingServiceServicer_to_server, ranking_api(database, register, self.clock)),
            ACCESS,
        )
        self._stubs = {
            caller: RankingServiceStub(here.channel(self.address, caller=caller, audience="ranking"))
            for caller in ("gateway", "admin", "session", "postes")
        }

    def stub(self, caller: str = "gateway") -> RankingServiceStub:
        return self._stubs[caller]

    def as_user(self, user: User | None, ask: Callable[[RankingServiceStub], Any]) -> Any:
        token = self.here.user_token(user) if user else None
        with acting_for(token):
            return ask(self.stub("admin" if user and user.kind == "staff" else "gateway"))

    def as_staff(self, ask: Callable[[RankingServiceStub], Any], role: str = "gestionnaire") -> Any:
        return self.as_user(User(STAFF_ID, "staff", frozenset({role}), UUID(int=20)), ask)

    def as_interne(self, ine: str, ask: Callable[[RankingServiceStub], Any]) -> Any:
        return self.as_user(User(UUID(intern_id(ine)), "interne", frozenset(), UUID(int=21)), ask)

    def as_anybody(self, ask: Callable[[RankingServiceStub], Any]) -> Any:
        return self.as_user(None, ask)

    def compute(self, *regimes: str, semestre: str = "052027", groupe: str = "3") -> pb.Version:
        scope = pb.Scope(
            semestre=semestre, groupe_code=groupe, regimes=regimes or ["approfondissement"], policy=""
        )
        version: pb.Version = self.as_staff(lambda stub: stub.Compute(pb.ComputeRequest(scope=scope))).version
        return version

    def publish(self, version: pb.Version, *, definitive: bool = True) -> pb.Version:
        state = pb.PUBLICATION_STATE_DEFINITIVE if definitive else pb.PUBLICATION_STATE_PROVISOIRE
        request = pb.PublishRequest(version_id=version.version_id, **{"as": state})
        published: pb.Version = self.as_staff(lambda stub: stub.Publish(request)).version
        return published

    def lines(self, version: pb.Version) -> list[pb.CallListLine]:
        request = pb.GetCallListRequest(version_id=version.version_id, whole=True)
        return list(self.as_staff(lambda stub: stub.GetCallList(request)).lines)

    def dry_run(self, data: bytes, name: str = "cursus.csv") -> ImportReport:
        chunks = [
            ImportChunk(start=ImportStart(kind="cursus", filename=name)),
            *(ImportChunk(data=data[i : i + 1000]) for i in range(0, len(data), 1000)),
        ]
        requests = [pb.DryRunImportRequest(chunk=chunk) for chunk in chunks]
        report: ImportReport = self.as_staff(lambda stub: stub.DryRunImport(iter(requests))).report
        return report

    def apply(self, report: ImportReport) -> ImportReport:
        request = pb.ApplyImportRequest(import_id=report.import_id)
        applied: ImportReport = self.as_staff(lambda stub: stub.ApplyImport(request)).report
        return applied

    def import_cursus(self, *lines: str) -> ImportReport:
        return self.apply(self.dry_run("\n".join(["ine;semestre;nature;valide", *lines]).encode()))

    def hear(self, event: Event) -> None:
        if not INTERESTS.include(event):
            return
        with self.database.transaction() as tx:
            Hearing(self.clock, tell_published)(tx, event)
            tx.commit()

    def told(self) -> list[Event]:
        with self.database.transaction() as tx:
            rows = tx.all("SELECT payload FROM outbox ORDER BY id")
        return [Event.FromString(bytes(row["payload"])) for row in rows]


@pytest.fixture
def database(service_database: Callable[[str], str]) -> Iterator[Database]:
    """An empty database of ranking."""
    made = Database(service_database("ranking"), "ranking")
    yield made
    made.close()


@pytest.fixture
def ranking(tmp_path: Path, database: Database) -> Iterator[Ranking]:
    """The service, with an identity that knows nobody yet."""
    with world(tmp_path) as here:
        yield Ranking(here, database)
