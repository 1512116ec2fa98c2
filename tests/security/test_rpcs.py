"""Every RPC of every service, on the servers that run: who may not call is refused (SEC-5)."""

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID

import grpc
import jwt
import pytest

import dci
from chassis.callers import Caller, User
from chassis.rpc.access import Access
from dci.identity.v1.login_pb2 import ExchangeSessionRequest
from dci.identity.v1.login_pb2_grpc import LoginServiceStub
from dci.identity.v1.rehearsals_pb2 import OpenSessionsRequest, Player
from dci.identity.v1.rehearsals_pb2_grpc import RehearsalServiceStub
from tests.security.world import SERVICES, World, Yesterday

pytestmark = [pytest.mark.real, pytest.mark.timeout(300), pytest.mark.rule("SEC-5")]

REFUSED = {grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED}
CALLERS = (*SERVICES, "gateway", "admin")
NOBODY = UUID(int=0)
REHEARSAL = "essai-0123abcd"
USERS = {
    "nobody": None,
    "interne": User(NOBODY, "interne", frozenset(), NOBODY),
    "mandataire": User(NOBODY, "mandataire", frozenset(), NOBODY, acts_for=NOBODY),
    "consultation": User(NOBODY, "staff", frozenset({"consultation"}), NOBODY),
    "participant": User(NOBODY, "interne", frozenset(), NOBODY, rehearsal=REHEARSAL),
}
WITHOUT_A_USER = {
    # What gateway or admin may ask for a stranger; a new line here is a decision to make public.
    "identity.v1.InscriptionService/CheckRegister",
    "identity.v1.InscriptionService/Finalise",
    "identity.v1.InscriptionService/LookAtLink",
    "identity.v1.InscriptionService/RequestConfirmation",
    "identity.v1.KeyService/ListPublicKeys",
    "identity.v1.LoginService/EndedSince",
    "identity.v1.LoginService/ExchangeSession",
    "identity.v1.LoginService/LogInInterne",
    "identity.v1.LoginService/LogInMandataire",
    "identity.v1.LoginService/LogInStaff",
    "identity.v1.LoginService/LogOut",
    "identity.v1.RegisterService/ListSemestres",
    "identity.v1.RegisterService/ListSpecialities",
    "identity.v1.RightsService/AcceptProcuration",
    "identity.v1.RightsService/LookAtProcuration",
    "postes.v1.AffectationService/ListAffectations",
    "postes.v1.AffectationService/VerifyCode",
    "postes.v1.OfferService/GetOfferHeads",
    "postes.v1.OfferService/GetOfferSince",
    "postes.v1.OfferService/GetOfferSnapshot",
    "postes.v1.OfferService/ListFacets",
    "postes.v1.OfferService/SearchPostes",
    "ranking.v1.RankingService/Explain",
    "ranking.v1.RankingService/GetCallList",
    "ranking.v1.RankingService/ListPublished",
    "session.v1.BoardService/GetAmphi",
    "session.v1.BoardService/GetBoard",
    "session.v1.BoardService/GetDecisionsSince",
    "session.v1.BoardService/GetHeads",
    "session.v1.BoardService/GetPresences",
    "session.v1.BoardService/ListAmphis",
    "session.v1.PassageService/Presence",
    "session.v1.RecordService/GetRecord",
    "session.v1.RecordService/ListReceiptKeys",
}


def described() -> Iterator[tuple[str, str, bool]]:
    """Every method that a contract describes: its service, its full name, whether it is sent in pieces."""
    for module in pkgutil.walk_packages(dci.__path__, "dci."):
        if module.name.endswith("_pb2"):
            descriptor = importlib.import_module(module.name).DESCRIPTOR
            for service in descriptor.services_by_name.values():
                for method in service.methods:
                    name = f"/{service.full_name}/{method.name}"
                    yield service.full_name.split(".")[1], name, method.client_streaming


METHODS = sorted(described())
TABLES: dict[str, dict[str, Access]] = {
    service: importlib.import_module(f"services.{service}.grpc_api.access").ACCESS for service in SERVICES
}


def refusal(
    world: World, service: str, name: str, streamed: bool, metadata: list[tuple[str, str]]
) -> grpc.StatusCode:
    """How an empty request is answered; OK where it is let in, whatever then becomes of it."""
    channel: Any = world.channel(service)
    try:
        if streamed:
            channel.stream_unary(name)(iter([b""]), metadata=metadata, timeout=10)
        else:
            next(channel.unary_stream(name)(b"", metadata=metadata, timeout=10), None)
    except grpc.RpcError as error:
        code: grpc.StatusCode = error.code()
        return code
    return grpc.StatusCode.OK


def test_every_method_of_every_contract_has_its_line_in_a_table() -> None:
    assert {name for _, name, _ in METHODS} == {name for table in TABLES.values() for name in table}
    assert all(name in TABLES[service] for service, name, _ in METHODS)


def test_what_is_open_without_a_user_is_what_we_decided() -> None:
    strangers = [Caller("gateway", None), Caller("admin", None)]
    found = {
        name.removeprefix("/dci.")
        for service, name, _ in METHODS
        if any(TABLES[service][name].allows(stranger) for stranger in strangers)
    }
    assert found == WITHOUT_A_USER


def test_none_is_reached_without_a_good_proof_of_the_caller(world: World) -> None:
    for service, name, streamed in METHODS:
        proofs = {
            "none": [],
            "nonsense": [("x-dci-service-token", "a.b.c")],
            "expired": [("x-dci-service-token", world.signer("gateway", clock=Yesterday()).token(service))],
            "for another service": [("x-dci-service-token", world.signer("gateway").token("elsewhere"))],
            "unsigned": [("x-dci-service-token", unsigned(service))],
            "another's name": [("x-dci-service-token", under_anothers_name(world, service))],
            "a user's own token": [("x-dci-service-token", world.user_token("interne"))]
            if name == METHODS[0][1]
            else [],
        }
        for proof, metadata in proofs.items():
            found = refusal(world, service, name, streamed, metadata)
            assert found is grpc.StatusCode.UNAUTHENTICATED, (name, proof)


def test_none_is_reached_by_a_caller_or_user_that_its_table_leaves_out(world: World) -> None:
    tokens = {role: world.user_token(role) for role in ("interne", "mandataire", "consultation")}
    tokens["participant"] = participant_token(world)
    tried = 0
    for (service, name, streamed), caller, (who, user) in product(METHODS, CALLERS, USERS.items()):
        if TABLES[service][name].allows(Caller(caller, user)):
            continue
        metadata = [("x-dci-service-token", world.signer(caller).token(service))]
        if user:
            metadata.append(("authorization", f"Bearer {tokens[who]}"))
        assert refusal(world, service, name, streamed, metadata) in REFUSED, (name, caller, who)
        tried += 1
    assert tried > len(METHODS) * 10


def participant_token(world: World) -> str:
    """The token of somebody who takes part in an « amphi blanc » (SIM-1)."""
    calling = (
        ("x-dci-service-token", world.signer("admin").token("identity")),
        ("authorization", f"Bearer {world.user_token('gestionnaire')}"),
    )
    players = [Player(user_id=str(NOBODY), display_name="Participant")]
    opened = RehearsalServiceStub(world.channel("identity")).OpenSessions(
        OpenSessionsRequest(semestre=REHEARSAL, players=players), metadata=calling
    )
    proof = (("x-dci-service-token", world.signer("gateway").token("identity")),)
    login = LoginServiceStub(world.channel("identity"))
    request = ExchangeSessionRequest(secret=opened.secrets[0])
    found: str = login.ExchangeSession(request, metadata=proof).access.token
    return found


@pytest.mark.parametrize("forged", ["Bearer ", "Bearer x", "Basic YTpi", "Bearer a.b.c", "bearer"])
def test_a_user_token_that_is_none_is_refused_even_where_none_is_needed(world: World, forged: str) -> None:
    metadata = [("x-dci-service-token", world.signer("gateway").token("session")), ("authorization", forged)]
    assert refusal(world, "session", "/dci.session.v1.BoardService/GetHeads", False, metadata) in REFUSED


def test_a_user_token_cannot_be_changed_or_made_by_a_service(world: World) -> None:
    head, body, signature = world.user_token("interne").split(".")
    claims = jwt.decode(f"{head}.{body}.{signature}", options={"verify_signature": False})
    header = jwt.get_unverified_header(f"{head}.{body}.{signature}")
    staff = {**claims, "kind": "staff", "roles": ["administrateur"]}
    own_key = (world.folder / "keys" / "gateway.pem").read_bytes()
    forged = [
        f"{head}.{jwt.encode(staff, key='', algorithm='none').split('.')[1]}.{signature}",
        jwt.encode(staff, key="", algorithm="none", headers={"kid": header["kid"]}),
        jwt.encode(staff, own_key, algorithm="EdDSA", headers={"kid": header["kid"]}),
        jwt.encode(staff, own_key, algorithm="EdDSA", headers={"kid": "../gateway"}),
        jwt.encode(staff, "x" * 32, algorithm="HS256", headers={"kid": header["kid"]}),
        world.signer("gateway").token("session"),
    ]
    for token in forged:
        metadata = [
            ("x-dci-service-token", world.signer("admin").token("session")),
            ("authorization", f"Bearer {token}"),
        ]
        found = refusal(world, "session", "/dci.session.v1.ConductService/Pause", False, metadata)
        assert found is grpc.StatusCode.UNAUTHENTICATED


def unsigned(audience: str) -> str:
    """A service's token that nobody signed."""
    return jwt.encode({"iss": "session", "aud": audience, "exp": 2**33, "iat": 0}, key="", algorithm="none")


def under_anothers_name(world: World, audience: str) -> str:
    """gateway's signature under session's name."""
    claims = jwt.decode(world.signer("gateway").token(audience), options={"verify_signature": False})
    key = (world.folder / "keys" / "gateway.pem").read_bytes()
    return jwt.encode({**claims, "iss": "session"}, key, algorithm="EdDSA")
