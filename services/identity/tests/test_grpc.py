"""identity behind its real server: who may call what, and what crosses the wire."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import grpc
import pytest
from google.protobuf.message_factory import GetMessageClass

from chassis.callers import User
from chassis.errors import Kind, RemoteError
from chassis.rpc.context import acting_for
from chassis.rpc.server import GrpcServer
from chassis.tests.calls import World
from chassis.user_tokens import SigningKey, sign_user_token
from dci.common.v1.imports_pb2 import ImportChunk, ImportStart
from dci.identity.v1 import (
    inscription_pb2,
    keys_pb2,
    login_pb2,
    register_pb2,
    rehearsals_pb2,
    rights_pb2,
)
from dci.identity.v1.inscription_pb2_grpc import InscriptionServiceStub
from dci.identity.v1.keys_pb2_grpc import KeyServiceStub
from dci.identity.v1.login_pb2_grpc import LoginServiceStub
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from services.identity.bootstrap import SERVICE, apis, own_keys
from services.identity.domain.roles import Role
from services.identity.grpc_api.access import ACCESS
from services.identity.tests.factories import ADDRESS, PASSWORD, STAFF_PASSWORD, Home, an_interne

pytestmark = pytest.mark.real

REFUSED: Final = {"acces_refuse", "appel_non_authentifie", "session_expiree"}
CALLERS: Final = {
    "gateway": ("gateway", None),
    "admin": ("admin", None),
    "ranking": ("ranking", None),
    "postes": ("postes", None),
    "session": ("session", None),
    "notifications": ("notifications", None),
    "interne": ("gateway", User(uuid4(), "interne", frozenset(), uuid4())),
    "mandataire": ("gateway", User(uuid4(), "mandataire", frozenset(), uuid4(), uuid4())),
    **{
        role: ("admin", User(uuid4(), "staff", frozenset({role}), uuid4()))
        for role in ("consultation", "gestionnaire", "administrateur")
    },
}
STAFF: Final = {"consultation", "gestionnaire", "administrateur"}
RUNS_AMPHIS: Final = STAFF - {"consultation"}
THROUGH_GATEWAY: Final = {"gateway", "interne", "mandataire"}
THROUGH_ADMIN: Final = {"admin"} | STAFF
FRONTS: Final = THROUGH_GATEWAY | THROUGH_ADMIN
MAY: Final = {
    "CheckRegister": THROUGH_GATEWAY,
    "RequestConfirmation": THROUGH_GATEWAY,
    "LookAtLink": THROUGH_GATEWAY,
    "Finalise": THROUGH_GATEWAY,
    "GetMailLink": {"notifications"},
    "OpenSessions": RUNS_AMPHIS,
    "ForgetSessions": RUNS_AMPHIS,
    "LogInInterne": THROUGH_GATEWAY,
    "LogInMandataire": THROUGH_GATEWAY,
    "LogInStaff": THROUGH_ADMIN,
    "ExchangeSession": FRONTS,
    "LogOut": FRONTS,
    "EndedSince": FRONTS,
    "DryRunImport": RUNS_AMPHIS,
    "ApplyImport": RUNS_AMPHIS,
    "GetImportModel": STAFF,
    "ListRegister": {"ranking"},
    "ListAbsences": {"ranking", "session"} | STAFF,
    "ResolveInes": {"ranking"},
    "GetContacts": {"notifications"} | STAFF,
    "GetMyProfile": {"interne"},
    "EnsureSpecialities": {"postes", "ranking"},
    "ListSpecialities": set(CALLERS),
    "ListSemestres": set(CALLERS),
    "CreateSemestre": RUNS_AMPHIS,
    "MakeSemestreCurrent": RUNS_AMPHIS,
    "CloseSemestre": RUNS_AMPHIS,
    "GetMyRights": {"interne"},
    "RequestTypeChoix": {"interne"},
    "CancelMyDemande": {"interne"},
    "GiveProcuration": {"interne"},
    "ResendProcuration": {"interne"},
    "CancelMyProcuration": {"interne"},
    "LookAtProcuration": THROUGH_GATEWAY,
    "AcceptProcuration": THROUGH_GATEWAY,
    "ListDemandes": STAFF,
    "NotePapers": RUNS_AMPHIS,
    "AcceptDemande": RUNS_AMPHIS,
    "RefuseDemande": RUNS_AMPHIS,
    "ChangeTypeChoix": RUNS_AMPHIS,
    "CancelProcuration": RUNS_AMPHIS,
    "GetRights": STAFF,
    "ListRights": {"session"},
    "GetProcuration": {"notifications"},
    "GetDemande": {"notifications"},
    "ListPublicKeys": set(CALLERS),
}


class Served:
    """identity's server, and callers of it."""

    def __init__(self, home: Home, world: World) -> None:
        self.home = home
        self.world = world
        server = GrpcServer(
            SERVICE,
            world.settings(),
            access=ACCESS,
            user_keys=partial(own_keys, home.tools),
            register=apis(home.tools, home.imports),
            clock=home.clock,
        )
        server.start()
        world.ends.callback(server.stop)
        self.target = f"127.0.0.1:{server.port}"

    def channel(self, service: str) -> grpc.Channel:
        return self.world.channel(self.target, caller=service, audience=SERVICE)

    def token(self, user: User) -> str:
        """A token signed by identity's own key."""
        with self.home.tools.begin() as work:
            key = work.keys.all()
            if not key:
                key = [self.home.tools.user_tokens.new_key(self.home.clock.now())]
                work.keys.add(key[0])
            work.commit()
        return self.home.tools.user_tokens.sign(user, key[-1], self.home.clock.now())


@pytest.fixture
def served(home: Home, tmp_path: Path) -> Iterator[Served]:
    with ExitStack() as ends:
        yield Served(home, World(tmp_path, ends, home.clock))


def methods() -> list[tuple[str, Any]]:
    files = (inscription_pb2, login_pb2, register_pb2, rights_pb2, rehearsals_pb2, keys_pb2)
    services = [service for file in files for service in file.DESCRIPTOR.services_by_name.values()]
    return [
        (f"/{service.full_name}/{method.name}", method) for service in services for method in service.methods
    ]


def refusal(channel: grpc.Channel, path: str, method: Any) -> str | None:
    """The code of the error that an empty request gets, if any."""
    request, answer = GetMessageClass(method.input_type), GetMessageClass(method.output_type)
    options: dict[str, Any] = {
        "request_serializer": request.SerializeToString,
        "response_deserializer": answer.FromString,
    }
    try:
        if method.client_streaming:
            channel.stream_unary(path, **options)(iter([request()]))
        elif method.server_streaming:
            list(channel.unary_stream(path, **options)(request()))
        else:
            channel.unary_unary(path, **options)(request())
    except RemoteError as error:
        return error.code
    return None


@pytest.mark.rule("SEC-5")
def test_every_rpc_is_open_to_whom_it_should_be_and_to_nobody_else(served: Served) -> None:
    for path, method in methods():
        allowed = set()
        for name, (service, user) in CALLERS.items():
            with acting_for(served.token(user) if user else None):
                code = refusal(served.channel(service), path, method)
            assert code != "erreur_interne", (path, name)
            if code not in REFUSED or (code == "session_expiree" and method.name == "ExchangeSession"):
                allowed.add(name)
        assert allowed == MAY[method.name], path
    assert {path for path, _ in methods()} == set(ACCESS)


@pytest.mark.rule("SEC-5")
def test_no_token_an_expired_one_and_one_that_somebody_else_signed(served: Served) -> None:
    user = User(uuid4(), "staff", frozenset({"administrateur"}), uuid4())
    good = served.token(user)
    forged = sign_user_token(
        user, SigningKey("forged", served.world.identity_key.key), served.home.clock.now()
    )
    kid = next(iter(own_keys(served.home.tools)))
    same_kid = sign_user_token(user, SigningKey(kid, served.world.identity_key.key), served.home.clock.now())
    for path, method in methods():
        if MAY[method.name] & THROUGH_ADMIN:
            for token in (forged, same_kid, good[:-2], "x", ""):
                with acting_for(token or "x"):
                    assert refusal(served.channel("admin"), path, method) == "session_expiree", path
        bare: Any = served.world.bare_channel(served.target).unary_unary(path)
        with pytest.raises(grpc.RpcError, match="n’est pas authentifié"):
            bare(b"")
    served.home.clock.move(minutes=30)
    with acting_for(good):
        for path, method in methods():
            if MAY[method.name] & THROUGH_ADMIN:
                assert refusal(served.channel("admin"), path, method) == "session_expiree", path


@pytest.mark.rule("SEC-5")
def test_a_token_for_another_service_is_refused(served: Served) -> None:
    channel = served.world.channel(served.target, caller="gateway", audience="session")
    with pytest.raises(RemoteError) as refused:
        LoginServiceStub(channel).EndedSince(login_pb2.EndedSinceRequest())
    assert refused.value.code == "appel_non_authentifie"


@pytest.mark.rule("INS-1")
@pytest.mark.rule("PRO-2")
def test_an_intern_registers_logs_in_and_reads_only_own_data(served: Served) -> None:
    home = served.home
    lea, zoe = home.knows(an_interne()), home.knows(an_interne(prenom="Zoé"))
    inscription = InscriptionServiceStub(served.channel("gateway"))
    ticket = inscription.CheckRegister(
        inscription_pb2.CheckRegisterRequest(
            prenom="lea",
            nom="lefevre dupont",
            date_naissance="1999-02-28",
            email=lea.email or "",
            ine=lea.ine.lower(),
            telephone=lea.telephone or "",
            address=ADDRESS,
        )
    ).ticket
    inscription.RequestConfirmation(
        inscription_pb2.RequestConfirmationRequest(
            ticket=ticket, email="lea@example.org", email_again="lea@example.org"
        )
    )
    link_id = home.told("account_mail_wanted")[0].link_id
    mailed = InscriptionServiceStub(served.channel("notifications")).GetMailLink(
        inscription_pb2.GetMailLinkRequest(link_id=link_id)
    )
    assert (mailed.email, mailed.prenom, mailed.usable) == ("lea@example.org", "Léa", True)
    shown = inscription.LookAtLink(inscription_pb2.LookAtLinkRequest(token=mailed.token))
    assert (shown.prenom, shown.ufr, len(shown.questions)) == ("Léa", "Paris Cité", 6)
    inscription.Finalise(
        inscription_pb2.FinaliseRequest(
            token=mailed.token,
            password=PASSWORD,
            password_again=PASSWORD,
            date_naissance="1999-02-28",
            telephone="0699887766",
            adresse="12 rue des Lilas",
            ufr="Sorbonne",
            question=shown.questions[0],
            answer="Médor",
        )
    )
    home.registers(zoe)

    login = LoginServiceStub(served.channel("gateway"))
    session = login.LogInInterne(
        login_pb2.LogInInterneRequest(
            email="LEA@example.org", password=PASSWORD, address=ADDRESS, device="Firefox"
        )
    ).session
    assert session.access.display_name == "Léa LEFÈVRE-DUPONT"
    access = login.ExchangeSession(login_pb2.ExchangeSessionRequest(secret=session.secret)).access
    with acting_for(access.token):
        profile = RegisterServiceStub(served.channel("gateway")).GetMyProfile(
            register_pb2.GetMyProfileRequest()
        )
    assert UUID(profile.interne.intern_id) == lea.intern_id
    assert (profile.email, profile.telephone) == ("lea@example.org", "+33699887766")
    assert (profile.interne.ufr, profile.interne.des.label) == ("Sorbonne", "33 - GYNÉCOLOGIE OBSTÉTRIQUE")

    login.LogOut(login_pb2.LogOutRequest(secret=session.secret))
    with pytest.raises(RemoteError) as ended:
        login.ExchangeSession(login_pb2.ExchangeSessionRequest(secret=session.secret))
    assert ended.value.kind is Kind.UNAUTHENTICATED
    (one,) = login.EndedSince(login_pb2.EndedSinceRequest(after=0)).ended
    assert one.session_id == session.access.session_id


@pytest.mark.rule("ADM-3")
@pytest.mark.rule("ADM-4")
def test_staff_prepare_a_semester(served: Served) -> None:
    home = served.home
    lea = home.knows(an_interne())
    secret = home.employs(Role.GESTIONNAIRE)
    session = (
        LoginServiceStub(served.channel("admin"))
        .LogInStaff(
            login_pb2.LogInStaffRequest(
                email="camille@ars.example",
                password=STAFF_PASSWORD,
                totp=home.code(secret),
                address="198.51.100.4",
                device="Firefox",
            )
        )
        .session
    )
    register = RegisterServiceStub(served.channel("admin"))
    with acting_for(session.access.token):
        created = register.CreateSemestre(register_pb2.CreateSemestreRequest(code="052027")).semestre
        register.MakeSemestreCurrent(register_pb2.MakeSemestreCurrentRequest(code="052027"))
        text = f"ine;semestre;motif\n{lea.ine};052027;maladie\n"
        report = register.DryRunImport(
            iter(
                [
                    register_pb2.DryRunImportRequest(
                        chunk=ImportChunk(start=ImportStart(kind="absences", filename="a.csv"))
                    ),
                    register_pb2.DryRunImportRequest(chunk=ImportChunk(data=text.encode())),
                ]
            )
        ).report
        applied = register.ApplyImport(register_pb2.ApplyImportRequest(import_id=report.import_id))
        contacts = register.GetContacts(
            register_pb2.GetContactsRequest(intern_ids=[str(lea.intern_id), str(uuid4())])
        ).contacts
    assert (created.newest_promotion, created.current) == (2026, False)
    assert (applied.report.created, applied.effective) == (1, True)
    assert [(one.telephone, one.has_account) for one in contacts] == [(lea.telephone, False)]
    (semestre,) = register.ListSemestres(register_pb2.ListSemestresRequest()).semestres
    assert (semestre.code, semestre.current) == ("052027", True)
    lines = {line["action"]: line for line in home.audit()}
    assert lines["import.absences"]["address"] == "198.51.100.4"
    assert lines["semestre.rendre_courant"]["after"] == {"courant": "052027"}
    assert str(lines["semestre.creer"]["actor_id"]) == session.access.user_id


@pytest.mark.rule("ADM-3")
def test_semesters_that_are_refused(served: Served) -> None:
    register = RegisterServiceStub(served.channel("admin"))
    user = User(uuid4(), "staff", frozenset({"gestionnaire"}), uuid4())
    with acting_for(served.token(user)):
        register.CreateSemestre(register_pb2.CreateSemestreRequest(code="112026", newest_promotion=2026))
        for request, code in (
            (register_pb2.CreateSemestreRequest(code="112026"), "semestre_deja_cree"),
            (register_pb2.CreateSemestreRequest(code="012026"), "semestre_invalide"),
            (register_pb2.CreateSemestreRequest(code="x" * 1_000_000), "semestre_invalide"),
            (register_pb2.CreateSemestreRequest(code="052027", newest_promotion=2028), "promotion_invalide"),
            (register_pb2.CreateSemestreRequest(code="052027", newest_promotion=-1), "promotion_invalide"),
        ):
            with pytest.raises(RemoteError) as refused:
                register.CreateSemestre(request)
            assert refused.value.code == code
        with pytest.raises(RemoteError) as unknown:
            register.MakeSemestreCurrent(register_pb2.MakeSemestreCurrentRequest(code="052027"))
        assert unknown.value.code == "semestre_inconnu"


def test_the_register_reaches_ranking_in_pieces_in_one_order(served: Served) -> None:
    internes = [an_interne() for _ in range(2_300)]
    served.home.knows(*internes)
    register = RegisterServiceStub(served.channel("ranking"))
    pieces = [list(piece.internes) for piece in register.ListRegister(register_pb2.ListRegisterRequest())]
    assert [len(piece) for piece in pieces] == [1000, 1000, 300]
    found = [UUID(interne.intern_id) for piece in pieces for interne in piece]
    assert found == sorted(interne.intern_id for interne in internes)
    assert pieces[0][0].groupe.label == "3 - SPECIALITES CHIRURGICALES"
    none = list(register.ListRegister(register_pb2.ListRegisterRequest(groupe_code="99")))
    assert none == []
    asked = [internes[0].ine, internes[1].ine.lower(), "inconnu"]
    ids = register.ResolveInes(register_pb2.ResolveInesRequest(ines=asked)).intern_ids
    assert {ine: UUID(found) for ine, found in ids.items()} == {
        asked[0]: internes[0].intern_id,
        asked[1]: internes[1].intern_id,
    }


@pytest.mark.rule("IFC-10")
def test_specialities_are_created_once_and_answered_as_identity_knows_them(served: Served) -> None:
    register = RegisterServiceStub(served.channel("postes"))

    def ensure(*des: tuple[str, str]) -> list[tuple[str, str]]:
        wanted = [register_pb2.Speciality(code=code, label=label) for code, label in des]
        answer = register.EnsureSpecialities(register_pb2.EnsureSpecialitiesRequest(des=wanted))
        return [(one.code, one.label) for one in answer.des]

    gynecologie = ("33", "33 - GYNÉCOLOGIE OBSTÉTRIQUE")
    assert ensure(gynecologie, ("poi", "POI - PHARMACIE"), gynecologie) == [
        gynecologie,
        ("POI", "POI - PHARMACIE"),
        gynecologie,
    ]
    assert ensure(("33", "33 - autre nom")) == [gynecologie]
    assert len(served.home.told("speciality_changed")) == 2
    with pytest.raises(RemoteError) as refused:
        ensure(("", " - "))
    assert refused.value.code == "specialite_invalide"


def test_public_keys_are_there_from_the_start_and_verify(served: Served) -> None:
    keys = KeyServiceStub(served.channel("session")).ListPublicKeys(keys_pb2.ListPublicKeysRequest()).keys
    assert len(keys) == 1
    assert keys[0].pem.startswith("-----BEGIN PUBLIC KEY-----")
