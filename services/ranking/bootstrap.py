"""Puts ranking together: the only place where its ports meet their adapters."""

from functools import partial
from typing import Final

from chassis import logs
from chassis.clock import Clock, SystemClock
from chassis.config import settings_from
from chassis.database import Database
from chassis.database.migrate import migrate as migrate_database
from chassis.events.consumer import Consumer
from chassis.events.relay import Relay
from chassis.events.topics import DECISIONS, IDENTITY, create_topics
from chassis.process import run
from chassis.rpc.client import connect
from chassis.rpc.keys import identity_keys
from chassis.rpc.server import GrpcServer
from chassis.tokens import ServiceSigner
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from dci.ranking.v1.ranking_pb2_grpc import add_RankingServiceServicer_to_server
from services.ranking.adapters.identity import IdentityRegister
from services.ranking.config import Settings
from services.ranking.domain.ports import Register
from services.ranking.events.consumed import INTERESTS, Hearing
from services.ranking.events.published import tell_published
from services.ranking.grpc_api.access import ACCESS
from services.ranking.grpc_api.service import RankingApi
from services.ranking.storage.work import PgWork, works
from services.ranking.use_cases.import_cursus import ImportCursus

NAME: Final = "ranking"
READS: Final = ("dci.identity.v1.RegisterService", "dci.identity.v1.KeyService")
"""ranking only reads of identity, so every call may be repeated."""


def migrate() -> None:
    """Prepare the database and the topics."""
    settings = settings_from(Settings)
    logs.configure(NAME, settings.process.log_level)
    migrate_database(settings.database_url, NAME)
    create_topics(settings.kafka)


def serve() -> int:
    """Serve until told to stop."""
    settings = settings_from(Settings)
    logs.configure(NAME, settings.process.log_level)
    database = Database(settings.database_url, NAME)
    clock = SystemClock()
    signer = ServiceSigner(NAME, settings.calls.service_key_file)
    identity = connect(
        settings.identity,
        audience="identity",
        signer=signer,
        repeatable=READS,
        tls_ca_file=settings.calls.tls_ca_file,
    )
    api = ranking_api(database, IdentityRegister(RegisterServiceStub(identity)), clock)
    server = GrpcServer(
        NAME,
        settings.server,
        access=ACCESS,
        user_keys=identity_keys(identity),
        register=[partial(add_RankingServiceServicer_to_server, api)],
    )
    hearing = Hearing(clock, tell_published)
    consumer = Consumer(NAME, [IDENTITY, DECISIONS], hearing, database, settings.kafka, INTERESTS)
    return run(
        settings.process,
        parts=[Relay(database, settings.kafka), consumer, server],
        checks={"base": database.check},
    )


def ranking_api(database: Database, register: Register, clock: Clock) -> RankingApi:
    """The servicer on its adapters."""
    importers = {ImportCursus.kind: ImportCursus(register, lambda tx: PgWork(tx, tell_published))}
    return RankingApi(database, works(database, tell_published), register, importers, clock)
