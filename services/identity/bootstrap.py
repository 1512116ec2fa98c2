"""The only place where identity's ports meet their adapters."""

from collections.abc import Mapping
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chassis import logs
from chassis.clock import SystemClock
from chassis.config import settings_from
from chassis.database import Database
from chassis.database.migrate import migrate as migrate_database
from chassis.encryption import FernetCipher
from chassis.events.relay import Relay
from chassis.events.topics import create_topics
from chassis.keys import public_key
from chassis.process import run
from chassis.rpc.client import connect
from chassis.rpc.server import GrpcServer, Register
from chassis.tokens import ServiceSigner
from dci.identity.v1.inscription_pb2_grpc import add_InscriptionServiceServicer_to_server
from dci.identity.v1.keys_pb2_grpc import add_KeyServiceServicer_to_server
from dci.identity.v1.login_pb2_grpc import add_LoginServiceServicer_to_server
from dci.identity.v1.register_pb2_grpc import add_RegisterServiceServicer_to_server
from dci.identity.v1.rehearsals_pb2_grpc import add_RehearsalServiceServicer_to_server
from dci.identity.v1.rights_pb2_grpc import (
    add_RightsDeskServiceServicer_to_server,
    add_RightsServiceServicer_to_server,
)
from dci.session.v1.session_pb2_grpc import PassageServiceStub
from services.identity.adapters import contact_details, totp
from services.identity.adapters.exempted import ExemptedRanges
from services.identity.adapters.hashing import Argon2Hasher
from services.identity.adapters.link_tokens import HmacLinkTokens
from services.identity.adapters.opaque import OpaqueSecrets
from services.identity.adapters.session_rights import NobodyToTell, SessionRights
from services.identity.adapters.user_tokens import UserTokens
from services.identity.adapters.waiting_room import WaitingRoom
from services.identity.config import LimitSettings, MigrationSettings, Settings, StorageSettings
from services.identity.domain.attempts import Limits
from services.identity.events.published import tell
from services.identity.grpc_api.access import ACCESS
from services.identity.grpc_api.inscription import InscriptionApi
from services.identity.grpc_api.login import KeyApi, LoginApi
from services.identity.grpc_api.register import RegisterApi
from services.identity.grpc_api.rehearsals import RehearsalApi
from services.identity.grpc_api.rights import RightsApi
from services.identity.grpc_api.rights_desk import RightsDeskApi
from services.identity.storage.work import work_on, works
from services.identity.use_cases.import_files import ImportTools
from services.identity.use_cases.list_public_keys import list_public_keys
from services.identity.use_cases.tools import Rights, Tools

SERVICE = "identity"
POOL = 20
RIGHTS_SECONDS = 2.0  # for session to answer, within the time that whoever asked identity waits
SEATS_PER_SERVER = 4  # threads of the server that delayed attempts may occupy: one in so many


def serve() -> int:
    """Answers until told to stop."""
    settings = settings_from(Settings)
    logs.configure(SERVICE, settings.process.log_level)
    database = Database(settings.storage.database_url, SERVICE, POOL)
    signer = ServiceSigner(SERVICE, settings.calls.service_key_file)
    session = connect(
        settings.session,
        audience="session",
        signer=signer,
        timeout=RIGHTS_SECONDS,
        tls_ca_file=settings.calls.tls_ca_file,
    )
    tools = tools_for(
        database,
        settings.storage,
        settings.limits,
        rights=SessionRights(PassageServiceStub(session)),
        seats=max(1, settings.server.threads // SEATS_PER_SERVER),
    )
    server = GrpcServer(
        SERVICE,
        settings.server,
        access=ACCESS,
        user_keys=partial(own_keys, tools),
        register=apis(tools, ImportTools(database, work_on(tell))),
    )
    relay = Relay(database, settings.kafka)
    return run(settings.process, parts=[relay, server], checks={"base": database.check})


def migrate() -> None:
    """Brings the database and the topics up to date."""
    settings = settings_from(MigrationSettings)
    logs.configure(SERVICE, "INFO")
    migrate_database(settings.database_url, SERVICE)
    create_topics(settings.kafka)


def command_line_tools(settings: StorageSettings) -> tuple[Database, Tools]:
    """What a command needs that ends at once; the database is the caller's to close."""
    database = Database(settings.database_url, SERVICE, pool_size=1)
    limits = LimitSettings(account_failures=10, address_failures=300, exempted=())
    return database, tools_for(database, settings, limits, rights=NobodyToTell(), seats=1)


def tools_for(
    database: Database, storage: StorageSettings, limits: LimitSettings, *, rights: Rights, seats: int
) -> Tools:
    """The tools of every use case, on real parts."""
    keys = storage.encryption_keys
    cipher = FernetCipher(keys)
    return Tools(
        begin=works(database, tell),
        clock=SystemClock(),
        hasher=Argon2Hasher(),
        cipher=cipher,
        link_tokens=HmacLinkTokens(keys),
        opaque=OpaqueSecrets(keys),
        user_tokens=UserTokens(cipher),
        totp_step=totp.step,
        is_totp_secret=totp.is_secret,
        totp_decoy=totp.new_secret(),
        phone=contact_details.phone,
        email=contact_details.email,
        wait=WaitingRoom(seats).wait,
        limits=Limits(account_failures=limits.account_failures, address_failures=limits.address_failures),
        exempted=ExemptedRanges(limits.exempted),
        rights=rights,
    )


def apis(tools: Tools, imports: ImportTools) -> list[Register]:
    """Everything that identity answers."""
    return [
        partial(add_InscriptionServiceServicer_to_server, InscriptionApi(tools)),
        partial(add_LoginServiceServicer_to_server, LoginApi(tools)),
        partial(add_RegisterServiceServicer_to_server, RegisterApi(tools, imports)),
        partial(add_RightsServiceServicer_to_server, RightsApi(tools)),
        partial(add_RightsDeskServiceServicer_to_server, RightsDeskApi(tools)),
        partial(add_RehearsalServiceServicer_to_server, RehearsalApi(tools)),
        partial(add_KeyServiceServicer_to_server, KeyApi(tools)),
    ]


def own_keys(tools: Tools) -> Mapping[str, Ed25519PublicKey]:
    """identity verifies users' tokens like everybody, with its own keys at hand."""
    return {key.id: public_key(key.public_pem.encode()) for key in list_public_keys(tools)}
