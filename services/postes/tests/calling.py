"""The service called over gRPC with real tokens, for tests."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import grpc

from chassis.callers import User
from chassis.clock import SystemClock
from chassis.database import Database
from chassis.rpc.context import acting_for
from chassis.rpc.server import GrpcServer
from chassis.tests.calls import World as Keys
from chassis.tests.calls import staff_member
from chassis.tests.calls import world as keys
from dci.postes.v1.postes_pb2_grpc import (
    AffectationServiceStub,
    FavouriteServiceStub,
    OfferServiceStub,
    SettlementServiceStub,
)
from services.postes.bootstrap import NAME, servicers
from services.postes.domain.specialites import Specialites
from services.postes.grpc_api.access import ACCESS

PATIENCE_SECONDS = 60.0
"""Tests share the machine; what they show is not how fast it is."""

GESTIONNAIRE = staff_member("gestionnaire")
CONSULTATION = staff_member("consultation")


def an_interne(intern_id: UUID) -> User:
    return User(intern_id, "interne", frozenset(), UUID(int=103))


class Identity:
    """identity's groupes and DES, in memory."""

    def __init__(self) -> None:
        self.groupes = {"3": "3 - SPÉCIALITÉS CHIRURGICALES"}
        self.des = {"33": "33 - GYNÉCOLOGIE OBSTÉTRIQUE", "34": "34 - UROLOGIE"}

    def known(self) -> Specialites:
        return Specialites(dict(self.groupes), dict(self.des))

    def ensure(self, named: Specialites) -> Specialites:
        self.groupes = _with(self.groupes, named.groupes)
        self.des = _with(self.des, named.des)
        return self.known()


def _with(known: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    return dict(named) | dict(known)


class Caller:
    """One calling service, for nobody or for a user."""

    def __init__(self, keys: Keys, channel: grpc.Channel, user: User | None) -> None:
        self._keys = keys
        self._token = keys.user_token(user) if user else None
        self.settlement = SettlementServiceStub(channel)
        self.offers = OfferServiceStub(channel)
        self.favourites = FavouriteServiceStub(channel)
        self.affectations = AffectationServiceStub(channel)

    @contextmanager
    def acting(self) -> Iterator["Caller"]:
        """Within, calls carry the user's token."""
        with acting_for(self._token):
            yield self


class Calls:
    """A served database; `of("session")` or `of("gateway", user)` calls it."""

    def __init__(self, keys: Keys, target: str) -> None:
        self.keys = keys
        self.target = target

    @contextmanager
    def of(self, service: str, user: User | None = None) -> Iterator[Caller]:
        channel = self.keys.channel(self.target, caller=service, audience=NAME, timeout=PATIENCE_SECONDS)
        with Caller(self.keys, channel, user).acting() as caller:
            yield caller


@contextmanager
def served(database: Database, folder: Path, identity: Identity | None = None) -> Iterator[Calls]:
    with keys(folder) as world:
        server = GrpcServer(
            NAME,
            world.settings(),
            access=ACCESS,
            user_keys=world.user_keys,
            register=servicers(database, database, identity or Identity(), SystemClock()),
        )
        server.start()
        world.ends.callback(server.stop)
        yield Calls(world, f"127.0.0.1:{server.port}")
