"""Puts postes together: the only place where its ports meet their adapters."""

from collections.abc import Sequence
from functools import partial
from os import urandom
from uuid import uuid4

from chassis import logs
from chassis.clock import Clock, SystemClock
from chassis.config import settings_from
from chassis.database import Database
from chassis.database.migrate import migrate as migrate_database
from chassis.events.consumer import Consumer
from chassis.events.relay import Relay
from chassis.events.topics import DECISIONS, IDENTITY, create_topics
from chassis.imports.runs import Importers
from chassis.process import run
from chassis.rpc.client import connect
from chassis.rpc.keys import identity_keys
from chassis.rpc.server import GrpcServer, Register
from chassis.tokens import ServiceSigner
from dci.postes.v1 import postes_pb2_grpc as grpc_api
from services.postes.adapters.identity_specialities import IdentitySpecialities
from services.postes.adapters.session_rosters import SessionRosters
from services.postes.config import MigrationSettings, Settings
from services.postes.events import copies, offer_changes
from services.postes.events.favourite_changes import tell_favourites
from services.postes.events.roster_copier import RosterCopier
from services.postes.grpc_api.access import ACCESS
from services.postes.grpc_api.affectations import AffectationApi
from services.postes.grpc_api.favourites import FavouriteApi
from services.postes.grpc_api.offers import OfferApi
from services.postes.grpc_api.settlement import SettlementApi
from services.postes.storage import (
    affectations,
    catalogue,
    favourites,
    offer_board,
    offers,
    persons,
    places,
    post_search,
    posts,
    rehearsals,
    settlements,
)
from services.postes.use_cases.affectations import ReadAffectations
from services.postes.use_cases.copy_rosters import CopyRosters
from services.postes.use_cases.correct import Correct
from services.postes.use_cases.facets import ListFacets
from services.postes.use_cases.favourites import FavouriteLists
from services.postes.use_cases.import_postes import ImportPostes, Specialities
from services.postes.use_cases.list_affectations import ListAffectations
from services.postes.use_cases.manage_postes import ManagePostes
from services.postes.use_cases.rehearse import Rehearse
from services.postes.use_cases.search_postes import SearchPostes
from services.postes.use_cases.settle import Settle
from services.postes.use_cases.watch_offer import WatchOffer

NAME = "postes"
CHOOSING_CONNECTIONS = 8
CHOOSING_WAIT_MS = 1000
"""For a lock: session asks again, and must not wait longer than its own call."""


def migrate() -> None:
    """Prepares the database and the topics."""
    settings = settings_from(MigrationSettings)
    migrate_database(settings.database_url, NAME)
    create_topics(settings.kafka)


def serve() -> int:
    """Serves until told to stop."""
    settings = settings_from(Settings)
    logs.configure(NAME, settings.process.log_level)
    database = Database(settings.database_url, NAME)
    choosing = Database(
        settings.database_url, f"{NAME} choosing", CHOOSING_CONNECTIONS, lock_timeout=CHOOSING_WAIT_MS
    )
    signer = ServiceSigner(NAME, settings.calls.service_key_file)
    channel = partial(connect, signer=signer, tls_ca_file=settings.calls.tls_ca_file)
    identity = channel(settings.identity, audience="identity")
    session = channel(settings.session, audience="session")
    server = GrpcServer(
        NAME,
        settings.server,
        access=ACCESS,
        user_keys=identity_keys(identity),
        register=servicers(database, choosing, IdentitySpecialities(identity), SystemClock()),
    )
    rosters = CopyRosters(database, persons, SessionRosters(session))
    return run(
        settings.process,
        parts=[
            Relay(database, settings.kafka),
            Consumer(NAME, [IDENTITY, DECISIONS], copies.handle, database, settings.kafka, copies.INTERESTS),
            RosterCopier(rosters),
            server,
        ],
        checks={"base": database.check},
    )


def servicers(
    database: Database, choosing: Database, specialities: Specialities, clock: Clock
) -> Sequence[Register]:
    """The contract's four services; `choosing`: the same database, by a pool that browsing cannot fill."""
    offer_api = OfferApi(
        SearchPostes(database, post_search),
        ListFacets(database, post_search),
        WatchOffer(database, offer_board),
        ManagePostes(database, catalogue, persons, offers, offer_changes),
        Rehearse(database, catalogue, rehearsals, offers, offer_changes),
        database=database,
        importers=importers(specialities),
        clock=clock,
    )
    affectation_api = AffectationApi(
        ListAffectations(database, affectations), ReadAffectations(database, affectations)
    )
    favourite_api = FavouriteApi(FavouriteLists(database, favourites, uuid4, tell_favourites))
    settlement_api = SettlementApi(choosing, settle(choosing), correct(choosing))
    return [
        partial(grpc_api.add_SettlementServiceServicer_to_server, settlement_api),
        partial(grpc_api.add_OfferServiceServicer_to_server, offer_api),
        partial(grpc_api.add_FavouriteServiceServicer_to_server, favourite_api),
        partial(grpc_api.add_AffectationServiceServicer_to_server, affectation_api),
    ]


def settle(database: Database) -> Settle:
    """The use case on its real ports."""
    return Settle(database, offers, offer_changes, posts, places, settlements, new_id=uuid4, chance=urandom)


def correct(database: Database) -> Correct:
    """The use case on its real ports."""
    return Correct(database, offers, offer_changes, posts, places, settlements, new_id=uuid4, chance=urandom)


def importers(specialities: Specialities) -> Importers:
    """The files that this service takes."""
    return {ImportPostes.kind: ImportPostes(catalogue, persons, offers, offer_changes, specialities)}
