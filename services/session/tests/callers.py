"""session over real gRPC, as the gateway, admin and the other services reach it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import grpc

from chassis.callers import User
from chassis.rpc.context import acting_for
from chassis.rpc.server import GrpcServer
from chassis.tests.calls import World as Keys
from chassis.tests.calls import world as keys
from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import (
    BoardServiceStub,
    ConductServiceStub,
    PassageServiceStub,
    RecordServiceStub,
)
from services.session.bootstrap import NAME, servicers
from services.session.grpc_api.access import ACCESS
from services.session.tests.world import World

GESTIONNAIRE = User(UUID(int=7), "staff", frozenset({"gestionnaire"}), UUID(int=70))
ADMINISTRATEUR = User(UUID(int=9), "staff", frozenset({"administrateur"}), UUID(int=90))
SECOND_PERSON = User(UUID(int=10), "staff", frozenset({"administrateur"}), UUID(int=91))
READER = User(UUID(int=8), "staff", frozenset({"consultation"}), UUID(int=80))


def intern(rang: int) -> User:
    return User(UUID(int=rang), "interne", frozenset(), UUID(int=100 + rang))


def mandataire(rang: int) -> User:
    return User(
        UUID(int=500 + rang), "mandataire", frozenset(), UUID(int=600 + rang), acts_for=UUID(int=rang)
    )


@dataclass
class Callers:
    """session as the gateway, admin and the other services reach it."""

    here: Keys
    target: str

    def channel(self, caller: str) -> grpc.Channel:
        return self.here.channel(self.target, caller=caller, audience=NAME)

    def board(self, caller: str = "gateway") -> BoardServiceStub:
        return BoardServiceStub(self.channel(caller))

    def passage(self, caller: str = "gateway") -> PassageServiceStub:
        return PassageServiceStub(self.channel(caller))

    def record(self, caller: str = "gateway") -> RecordServiceStub:
        return RecordServiceStub(self.channel(caller))

    def conduct(self) -> ConductServiceStub:
        return ConductServiceStub(self.channel("admin"))

    def acting(self, user: User) -> Any:
        return acting_for(self.here.user_token(user))


@contextmanager
def served(world: World, folder: Path) -> Iterator[Callers]:
    """One replica of session, listening."""
    with keys(folder) as here:
        server = GrpcServer(
            NAME,
            here.settings(),
            access=ACCESS,
            user_keys=here.user_keys,
            register=servicers(
                world.engine, world.engine, world.watch, world.lists, world.desk, world.offers
            ),
        )
        server.start()
        try:
            yield Callers(here, f"127.0.0.1:{server.port}")
        finally:
            server.stop()


def at(**later: float) -> Any:
    return datetime.now(UTC) + timedelta(**later)


def created(session: Callers, world: World, internes: int = 4) -> str:
    """An amphi from nothing to validated, through the contract alone."""
    world.lists.internes = internes
    conduct = session.conduct()
    with session.acting(GESTIONNAIRE):
        wish = pb.CreateAmphiRequest(
            code="CHIR-A", libelle="Chirurgie", formation="medecin", call_list_version_id=str(uuid4())
        )
        wish.favoris_at.FromDatetime(at(hours=-1))
        amphi_id: str = conduct.CreateAmphi(wish).amphi.amphi_id
        timetable = pb.Timetable(internes_par_session=2)
        timetable.starts_at.FromDatetime(at(hours=1))
        timetable.temps_par_interne.FromTimedelta(timedelta(seconds=90))
        timetable.pause_entre_sessions.FromTimedelta(timedelta(minutes=10))
        preview = conduct.PreviewSessions(pb.PreviewSessionsRequest(amphi_id=amphi_id, timetable=timetable))
        cut = conduct.CutIntoSessions(pb.CutIntoSessionsRequest(amphi_id=amphi_id, timetable=timetable))
        lasts = [one.last_rang for one in cut.slices]
        assert [one.last_rang for one in preview.slices] == lasts == list(range(2, internes + 1, 2))
        assert conduct.Validate(pb.ValidateRequest(amphi_id=amphi_id)).amphi.state == pb.AMPHI_STATE_OUVERT
    return amphi_id
