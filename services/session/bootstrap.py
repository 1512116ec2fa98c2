"""Puts session together: the only place where its ports meet their adapters."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from chassis import logs
from chassis.config import settings_from
from chassis.database import Database
from chassis.database.migrate import migrate as migrate_database
from chassis.encryption import FernetCipher
from chassis.events.consumer import Consumer
from chassis.events.relay import Relay
from chassis.events.topics import IDENTITY, create_topics
from chassis.process import run
from chassis.rpc.client import connect
from chassis.rpc.keys import identity_keys
from chassis.rpc.server import GrpcServer, Register
from chassis.tokens import ServiceSigner
from dci.session.v1 import session_pb2_grpc as grpc_api
from dci.session.v1.rehearsals_pb2_grpc import add_RehearsalServiceServicer_to_server
from services.session.adapters.key_changer import KeyChanger
from services.session.adapters.postes import GrpcPostes
from services.session.adapters.ranking import GrpcCallLists
from services.session.adapters.receipt_signer import ReceiptSigner
from services.session.adapters.rehearsed_offers import GrpcRehearsedOffers
from services.session.adapters.rights_desk import GrpcRightsDesk
from services.session.adapters.ticker import Prober, Ticker
from services.session.config import MigrationSettings, Settings
from services.session.events.decisions import tell
from services.session.events.rights import INTERESTS, HearRights
from services.session.grpc_api.access import ACCESS
from services.session.grpc_api.board import BoardApi
from services.session.grpc_api.conduct import ConductApi
from services.session.grpc_api.gate import Gate, GatedPassages
from services.session.grpc_api.record import RecordApi
from services.session.grpc_api.rehearsals import RehearsalApi
from services.session.storage import (
    acknowledgements,
    amphis,
    commands,
    decisions,
    interventions,
    moments,
    presences,
    probes,
    receipt_keys,
    receipts,
    rehearsals,
    rights,
    rosters,
    side_texts,
    slices,
)
from services.session.storage.hot import HotAmphis
from services.session.use_cases.books import Books
from services.session.use_cases.engine import Engine
from services.session.use_cases.look import Look
from services.session.use_cases.ports import CallLists, Postes, RightsDesk
from services.session.use_cases.receipts import Receipts
from services.session.use_cases.rehearsed_offers import RehearsedOffers
from services.session.use_cases.watch_postes import WatchPostes
from services.session.use_cases.worlds import Worlds

NAME = "session"
SHARE_OF_REHEARSALS = 4
"""Of the connections for choosing, rehearsals hold at most a quarter (SIM-1)."""


def migrate() -> None:
    """Prepares the database and the topics."""
    settings = settings_from(MigrationSettings)
    migrate_database(settings.database_url, NAME)
    create_topics(settings.kafka)


def serve() -> int:
    """Serves until told to stop."""
    settings = settings_from(Settings)
    logs.configure(NAME, settings.process.log_level)
    choosing = Database(settings.database_url, NAME, settings.choosing_connections)
    watching = Database(settings.database_url, f"{NAME} watching", settings.watching_connections)
    signer = ServiceSigner(NAME, settings.calls.service_key_file)
    channel = partial(connect, signer=signer, tls_ca_file=settings.calls.tls_ca_file)
    postes_channel = channel(settings.postes, audience="postes")
    identity_channel = channel(settings.identity, audience="identity")
    postes = GrpcPostes(postes_channel)
    signed = receipts_with(settings.receipts.encryption_keys)
    key_period = timedelta(days=settings.receipts.key_days)
    books = all_books(signed)
    engine, boards = Engine(choosing, books, postes), Engine(watching, books, postes)
    watch = WatchPostes(choosing, books, postes)
    server = GrpcServer(
        NAME,
        settings.server,
        access=ACCESS,
        user_keys=identity_keys(identity_channel),
        register=servicers(
            engine,
            boards,
            watch,
            GrpcCallLists(channel(settings.ranking, audience="ranking")),
            GrpcRightsDesk(identity_channel),
            GrpcRehearsedOffers(postes_channel),
            rehearsals_at_once=max(1, settings.choosing_connections // SHARE_OF_REHEARSALS),
        ),
    )
    return run(
        settings.process,
        parts=[
            Relay(watching, settings.kafka),
            Consumer(NAME, [IDENTITY], HearRights(engine), watching, settings.kafka, INTERESTS),
            KeyChanger(partial(signed.change_key, watching, after=key_period)),
            Prober(watch),
            Ticker(Look(engine), watch),
            server,
        ],
        checks={"base": choosing.check, "reçus": partial(signed.check, watching)},
    )


def servicers(
    engine: Engine,
    boards: Engine,
    watch: WatchPostes,
    call_lists: CallLists,
    desk: RightsDesk,
    offers: RehearsedOffers,
    *,
    rehearsals_at_once: int = 1,
) -> Sequence[Register]:
    """The contract's services; `boards`: the same engine, by a pool that watching cannot share."""
    gate = Gate(Worlds(engine.database, engine.books.amphis), rehearsals_at_once)
    passages = GatedPassages(engine, boards, watch, gate)
    conduct = ConductApi(engine, call_lists, desk, watch)
    return [
        partial(grpc_api.add_BoardServiceServicer_to_server, BoardApi(boards)),
        partial(grpc_api.add_PassageServiceServicer_to_server, passages),
        partial(add_RehearsalServiceServicer_to_server, RehearsalApi(engine, call_lists, offers)),
        partial(grpc_api.add_ConductServiceServicer_to_server, conduct),
        partial(grpc_api.add_RecordServiceServicer_to_server, RecordApi(boards)),
    ]


def receipts_with(encryption_keys: Sequence[str]) -> Receipts:
    """Receipts, whose private keys rest encrypted by these."""
    return Receipts(receipts, receipt_keys, ReceiptSigner(FernetCipher(encryption_keys)))


def all_books(signed: Receipts) -> Books:
    """Everything of the service's own database."""
    return Books(
        amphis=amphis,
        slices=slices,
        rosters=rosters,
        decisions=decisions,
        side_texts=side_texts,
        commands=commands,
        moments=moments,
        presences=presences,
        probes=probes,
        rights=rights,
        interventions=interventions,
        acknowledgements=acknowledgements,
        rehearsals=rehearsals,
        receipts=signed,
        hot=HotAmphis(),
        tell=tell,
    )


def engine_on(database: Database, postes: Postes, signed: Receipts) -> Engine:
    """One replica of the engine."""
    return Engine(database, all_books(signed), postes)
