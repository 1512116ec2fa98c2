"""The five services, in memory: what the back office asks of them, and what it asked."""

# ruff: noqa: ARG002  # their arguments are the clients' own

import json
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from chassis.errors import DomainError, Kind, RemoteError
from dci.common.v1.imports_pb2 import ImportProblem, ImportReport
from dci.common.v1.paging_pb2 import PageInfo
from dci.identity.v1 import login_pb2, register_pb2, rights_pb2
from dci.identity.v1 import rehearsals_pb2 as identity_rehearsals_pb2
from dci.notifications.v1 import notifications_pb2
from dci.postes.v1 import postes_pb2
from dci.ranking.v1 import ranking_pb2
from dci.session.v1 import rehearsals_pb2
from dci.session.v1 import session_pb2 as pb
from services.admin.tests import campaign
from services.admin.tests.catalogue import CatalogueDouble

EMAIL, PASSWORD, CODE = "camille@ars.example", "quatre mots sans rapport", "123456"


def refused(code: str, kind: Kind, text: str, /, **details: str) -> DomainError:
    """A refusal as a service gives it."""
    return RemoteError(code=code, kind=kind, text=text, details=details)


class IdentityDouble:
    """One account of staff, of any role; an intern's session is known too."""

    def __init__(self) -> None:
        self.roles = ["gestionnaire"]
        self.secrets: dict[str, str] = {}
        self.ended: list[str] = []
        self.rehearsals = RehearsalsDouble()
        self.known = [register_pb2.Semestre(code=campaign.SEMESTRE, newest_promotion=2026, current=True)]
        self.away = False
        self.changed: list[tuple[str, str, str]] = []
        self.effective = True
        self.refusal: DomainError | None = None
        self.effective = True
        self.asked = [
            rights_pb2.Demande(
                demande_id=campaign.DEMANDE,
                intern_id=campaign.intern_id(7),
                semestre=campaign.SEMESTRE,
                type_choix="surnombre_validant",
                state="en_cours",
            )
        ]

    def log_in(
        self, email: str, password: str, totp: str, address: str, device: str
    ) -> login_pb2.OpenedSession:
        if (email, password, totp) != (EMAIL, PASSWORD, CODE):
            raise refused(
                "identifiants_faux",
                Kind.INVALID,
                "L’adresse e-mail, le mot de passe ou le code est incorrect.",
            )
        secret = uuid4().hex
        self.secrets[secret] = str(uuid4())
        session = login_pb2.OpenedSession(secret=secret, access=self.exchange(secret))
        session.expires_at.FromDatetime(datetime.now(UTC) + timedelta(hours=12))
        return session

    def log_out(self, secret: str) -> None:
        self.secrets.pop(secret, None)

    def exchange(self, secret: str) -> login_pb2.AccessToken:
        if self.away:
            raise refused("service_indisponible", Kind.UNAVAILABLE, "Le service ne répond pas.")
        if secret not in self.secrets:
            raise refused("session_expiree", Kind.UNAUTHENTICATED, "Votre session a expiré.")
        access = login_pb2.AccessToken(
            token="jeton",
            user_id=campaign.ME,
            session_id=self.secrets[secret],
            display_name="Camille AGENT",
            roles=self.roles,
        )
        access.expires_at.FromDatetime(datetime.now(UTC) + timedelta(minutes=30))
        return access

    def ended_since(self, after: int) -> login_pb2.EndedSinceResponse:
        ended = [
            login_pb2.EndedSession(number=number, session_id=each)
            for number, each in enumerate(self.ended, 1)
            if number > after
        ]
        return login_pb2.EndedSinceResponse(ended=ended, newest=len(self.ended))

    def semestres(self) -> list[register_pb2.Semestre]:
        return self.known

    def create_semestre(self, code: str, newest_promotion: int) -> None:
        if code in {each.code for each in self.known}:
            raise refused("semestre_deja_cree", Kind.CONFLICT, f"Le semestre {code} est déjà créé.")
        self.known.append(register_pb2.Semestre(code=code, newest_promotion=newest_promotion))

    def make_current(self, code: str) -> None:
        for each in self.known:
            each.current = each.code == code

    def close_semestre(self, code: str) -> bool:
        for each in self.known:
            each.closed = each.closed or each.code == code
        return self.effective

    def demandes(self, semestre: str, state: str = "") -> list[rights_pb2.Demande]:
        return self.asked

    def note_papers(self, demande_id: str, note: str, *, received: bool) -> None:
        self._demande(demande_id).papers_received, self._demande(demande_id).note = received, note

    def accept_demande(self, demande_id: str) -> bool:
        self._pending(demande_id).state = "acceptee"
        return self.effective

    def refuse_demande(self, demande_id: str, reason: str) -> None:
        self._pending(demande_id).state, self._demande(demande_id).reason = "refusee", reason

    def _demande(self, demande_id: str) -> rights_pb2.Demande:
        return next(each for each in self.asked if each.demande_id == demande_id)

    def _pending(self, demande_id: str) -> rights_pb2.Demande:
        if self._demande(demande_id).state != "en_cours":
            raise refused("demande_deja_traitee", Kind.CONFLICT, "Cette demande a été traitée.")
        return self._demande(demande_id)

    def rights(self, semestre: str, intern_ids: list[str]) -> dict[str, rights_pb2.InternRights]:
        given = rights_pb2.Procuration(email="sami@proche.example", telephone="+33612345678", state="active")
        return {each: rights_pb2.InternRights(procuration=given) for each in intern_ids}

    def change_type_choix(self, intern_id: str, type_choix: str, note: str) -> bool:
        self.changed.append((intern_id, type_choix, note))
        return self.effective

    def cancel_procuration(self, intern_id: str) -> bool:
        if self.refusal:
            raise self.refusal
        self.changed.append((intern_id, "procuration", ""))
        return self.effective

    def groupes(self) -> list[register_pb2.Speciality]:
        return [register_pb2.Speciality(code=campaign.GROUPE[0], label=campaign.GROUPE[1])]

    def des(self) -> list[register_pb2.Speciality]:
        return [register_pb2.Speciality(code="33", label="33 - GYNÉCOLOGIE OBSTÉTRIQUE")]

    def contacts(self, intern_ids: list[str]) -> dict[str, register_pb2.Contact]:
        return {each: campaign.contact(int(each[-12:])) for each in intern_ids}


class RankingDouble:
    """Two versions of one list."""

    def __init__(self) -> None:
        none = ranking_pb2.PUBLICATION_STATE_NONE
        self.known = [campaign.version(3, state=none, current=False), campaign.version(2)]
        self.all_lines = [campaign.line(rang) for rang in range(1, campaign.INTERNS + 1)]
        self.asked: list[Any] = []

    def versions(self, semestre: str) -> list[ranking_pb2.Version]:
        return self.known if semestre == campaign.SEMESTRE else []

    def compute(self, semestre: str, groupe: str, regimes: list[str]) -> ranking_pb2.Version:
        self.asked.append((semestre, groupe, regimes))
        if regimes == ["ancien"]:
            raise refused("liste_vide", Kind.CONFLICT, "Aucun interne actif n’est dans ces régimes.")
        return campaign.version(3, state=ranking_pb2.PUBLICATION_STATE_NONE, current=False)

    def publish(self, version_id: str, state: int) -> ranking_pb2.Version:
        self.asked.append((version_id, state))
        return campaign.version(3, state=state)

    def lines(self, version_id: str, name: str, page: int, size: int) -> ranking_pb2.GetCallListResponse:
        found = [each for each in self.all_lines if name.casefold() in each.identity.casefold()]
        shown = found[(page - 1) * size : page * size]
        return ranking_pb2.GetCallListResponse(
            version=self._version(version_id),
            lines=shown,
            page=PageInfo(number=page, size=size, total=len(found)),
        )

    def whole(self, version_id: str) -> ranking_pb2.GetCallListResponse:
        return ranking_pb2.GetCallListResponse(version=self._version(version_id), lines=self.all_lines)

    def explain(self, version_id: str, intern_id: str) -> ranking_pb2.ExplainResponse:
        rang = int(intern_id[-12:])
        semestres = [
            ranking_pb2.CountedSemestre(
                semestre="112025", nature="stage", valide="oui", counted=True, reason="Stage validé."
            ),
            ranking_pb2.CountedSemestre(
                semestre="052026", nature="disponibilite", valide="non", reason="Ne compte pas."
            ),
        ]
        return ranking_pb2.ExplainResponse(
            version=self._version(version_id),
            line=campaign.line(rang),
            neighbours=[campaign.line(rang - 1), campaign.line(rang + 1)],
            neighbour_texts=["Avant : ancienneté plus grande.", "Après : rang actualisé plus grand."],
            semestres=semestres,
            values=[
                ranking_pb2.ExplainedValue(
                    code="rang_actualise", label="Rang actualisé", value="120.00", text="80 ÷ 100 × 150"
                )
            ],
        )

    def _version(self, version_id: str) -> ranking_pb2.Version:
        for each in self.known:
            if each.version_id == version_id:
                return each
        raise refused("version_inconnue", Kind.NOT_FOUND, "Cette liste d’appel n’existe pas.")


class PostesDouble(CatalogueDouble):
    """Two wards of one hospital, fifty posts each; and their sheets."""

    def offer(self, offer_id: str) -> list[postes_pb2.Poste]:
        return [
            postes_pb2.Poste(
                numero=2900 + each,
                etablissement="NECKER",
                service="Chirurgie viscérale" if each < 50 else "Orthopédie",
                chef_de_service="Pr GARNIER",
                flechage="Mains" if each == 77 else "",
                des_label="33 - CHIRURGIE",
                publie=True,
            )
            for each in range(100)
        ]

    def labels(self, offer_id: str) -> dict[int, str]:
        return {each.numero: f"{each.etablissement} – {each.service}" for each in self.offer(offer_id)}


class ConductDouble:
    """Notes every command; refuses where told to. `seq`: of the decision that comes of it."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.seq = 7
        self.refusal: DomainError | None = None

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        def answer(request: Any) -> Any:
            self.asked.append(request)
            if self.refusal:
                raise self.refusal
            if name in ("CreateAmphi", "ChangeSettings", "Validate"):
                made = campaign.amphi(campaign.BROUILLON, pb.AMPHI_STATE_BROUILLON)
                return pb.CreateAmphiResponse(amphi=made)
            return pb.PauseResponse(seq=self.seq)

        return answer


class RehearsalsDouble:
    """Amphis blancs, as session has them and as identity opens their sessions."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.made: list[pb.Amphi] = []
        self.refusal: DomainError | None = None
        self.participants = [
            rehearsals_pb2.Participant(
                rang_appel=rang,
                intern_id=campaign.intern_id(1000 + rang),
                identity=f"{campaign.prenom(rang)} {campaign.nom(rang)}",
                absent=rang == 4,
                type_choix="surnombre_validant" if rang == 3 else "classique",
                mandataire_id=campaign.intern_id(2002) if rang == 2 else "",
            )
            for rang in range(1, 5)
        ]

    def CreateRehearsal(  # noqa: N802  # the contract's name
        self, request: rehearsals_pb2.CreateRehearsalRequest
    ) -> rehearsals_pb2.CreateRehearsalResponse:
        self._note(request)
        self.made.append(campaign.rehearsal(request.speed))
        return rehearsals_pb2.CreateRehearsalResponse(amphi=self.made[-1])

    def ListRehearsals(  # noqa: N802
        self, request: rehearsals_pb2.ListRehearsalsRequest
    ) -> rehearsals_pb2.ListRehearsalsResponse:
        return rehearsals_pb2.ListRehearsalsResponse(amphis=self.made)

    def ListParticipants(  # noqa: N802
        self, request: rehearsals_pb2.ListParticipantsRequest
    ) -> rehearsals_pb2.ListParticipantsResponse:
        return rehearsals_pb2.ListParticipantsResponse(participants=self.participants)

    def ForgetRehearsal(  # noqa: N802
        self, request: rehearsals_pb2.ForgetRehearsalRequest
    ) -> rehearsals_pb2.ForgetRehearsalResponse:
        self._note(request)
        self.made.clear()
        return rehearsals_pb2.ForgetRehearsalResponse()

    def OpenSessions(  # noqa: N802
        self, request: identity_rehearsals_pb2.OpenSessionsRequest
    ) -> identity_rehearsals_pb2.OpenSessionsResponse:
        self._note(request)
        secrets = [f"secret-{player.user_id[-4:]}" for player in request.players]
        return identity_rehearsals_pb2.OpenSessionsResponse(secrets=secrets)

    def ForgetSessions(  # noqa: N802
        self, request: identity_rehearsals_pb2.ForgetSessionsRequest
    ) -> identity_rehearsals_pb2.ForgetSessionsResponse:
        self._note(request)
        return identity_rehearsals_pb2.ForgetSessionsResponse()

    def _note(self, request: Any) -> None:
        if self.refusal:
            raise self.refusal
        self.asked.append(request)


class SessionDouble:
    """One amphi that runs, at its third turn, and one brouillon."""

    def __init__(self) -> None:
        self.conduct = ConductDouble()
        self.rehearsals = RehearsalsDouble()
        self.seq = 0
        self.clock_ahead = timedelta(0)
        """How far the amphi's clock is before that of whoever asks."""
        self.state: pb.AmphiState.ValueType = pb.AMPHI_STATE_EN_COURS
        self.passages: dict[int, pb.Passage] = {
            rang: pb.Passage(
                rang_appel=rang,
                state=pb.PASSAGE_STATE_EN_ATTENTE,
                identity=f"{campaign.prenom(rang)} {campaign.nom(rang)}",
                des_code="33",
                intern_id=campaign.intern_id(rang),
            )
            for rang in range(1, campaign.INTERNS + 1)
        }
        self.decisions: list[pb.Decision] = []
        self.turn: pb.Turn | None = None
        self.pause = ""
        self.frozen_since: datetime | None = None
        self.noted = pb.ListInterventionsResponse()
        self.present = [3, 4, 6, 10]
        self._begin()

    def record(self, amphi_id: str) -> Iterator[pb.GetRecordResponse]:
        decision = pb.Decision(amphi_id=amphi_id, seq=1, type="validated", payload="{}", hash="a" * 64)
        return iter([pb.GetRecordResponse(decisions=[decision], edition=2)])

    def _begin(self) -> None:
        self.passages[7].state = pb.PASSAGE_STATE_ABSENCE_PREVUE
        self.passages[7].absence_motif = "Congé de maternité"
        self.decide("slice_started", number=1)
        self.announce(1)
        self.passages[1].state, self.passages[1].numero = pb.PASSAGE_STATE_A_CHOISI, 2942
        self.decide("chosen", rang_appel=1, numero=2942, took_us=41_000_000, turn_id=campaign.TURN)
        self.announce(2)
        self.passages[2].state = pb.PASSAGE_STATE_ABSENT
        self.decide(
            "turn_missed",
            rang_appel=2, outcome="absent", cause="temps_ecoule", button_only=False, took_us=90_000_000,
        )  # fmt: skip
        self.announce(3)

    def decide(self, kind: str, *, actor: str = "moteur", text: str = "", **payload: Any) -> pb.Decision:
        """Append a decision."""
        self.seq += 1
        decision = pb.Decision(
            amphi_id=campaign.AMPHI,
            seq=self.seq,
            actor=actor,
            type=kind,
            payload=json.dumps(payload),
            text=text,
        )
        decision.at.FromDatetime(datetime.now(UTC))
        self.decisions.append(decision)
        return decision

    def announce(self, rang: int, seconds: float = 80) -> pb.Decision:
        """Begin a turn."""
        turn_id = campaign.TURN if rang == 3 else str(uuid4())
        self.turn = pb.Turn(turn_id=turn_id, rang_appel=rang)
        ends_at = datetime.now(UTC) + timedelta(seconds=seconds)
        self.turn.deadline.FromDatetime(ends_at)
        self.passages[rang].state = pb.PASSAGE_STATE_TOUR
        return self.decide(
            "turn_announced",
            turn_id=turn_id,
            rang_appel=rang,
            ends_at=ends_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            seen=rang in self.present,
        )

    def pauses(self, reason: str) -> pb.Decision:
        """Stop time."""
        self.pause, self.state = reason, pb.AMPHI_STATE_EN_PAUSE
        stopped_since = datetime.now(UTC)
        if self.turn:
            stopped_since = self.turn.deadline.ToDatetime(tzinfo=UTC) - timedelta(seconds=42)
            self.turn.ClearField("deadline")
            self.turn.left.seconds = 42
        return self.decide(
            "paused",
            actor=f"ars:gestionnaire:{campaign.ME}",
            text=reason,
            reason_hash="0" * 64,
            stopped_since=stopped_since.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        )

    def freezes(self) -> pb.Decision:
        """Stop time because postes is away."""
        stopped_since = datetime.now(UTC)
        self.frozen_since = stopped_since
        if self.turn:
            self.turn.ClearField("deadline")
            self.turn.left.seconds = 42
        return self.decide("frozen", stopped_since=stopped_since.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))

    def interventions(self, amphi_id: str) -> pb.ListInterventionsResponse:
        return self.noted

    def amphis(self, semestre: str) -> list[pb.Amphi]:
        brouillon = campaign.amphi(campaign.BROUILLON, pb.AMPHI_STATE_BROUILLON)
        return [campaign.amphi(state=self.state), brouillon]

    def amphi(self, amphi_id: str) -> pb.GetAmphiResponse:
        if amphi_id == campaign.BROUILLON:
            amphi = campaign.amphi(amphi_id, pb.AMPHI_STATE_BROUILLON)
            return pb.GetAmphiResponse(amphi=amphi, slices=campaign.slices())
        if amphi_id == campaign.ESSAI and self.rehearsals.made:
            return pb.GetAmphiResponse(amphi=self.rehearsals.made[0], slices=campaign.slices())
        if amphi_id != campaign.AMPHI:
            raise refused("amphi_inconnu", Kind.NOT_FOUND, "Cet amphi n’existe pas.")
        return pb.GetAmphiResponse(amphi=campaign.amphi(state=self.state), slices=self._slices())

    def board(self, amphi_id: str) -> pb.Board:
        if amphi_id not in (campaign.AMPHI, campaign.ESSAI):
            raise refused("amphi_inconnu", Kind.NOT_FOUND, "Cet amphi n’existe pas.")
        board = pb.Board(
            amphi=campaign.amphi(state=self.state) if amphi_id == campaign.AMPHI else campaign.rehearsal(),
            seq=self.seq,
            slices=self._slices(),
            passages=self.passages.values(),
        )
        if self.turn:
            board.turn.CopyFrom(self.turn)
        if self.pause:
            board.pause.reason = self.pause
        if self.frozen_since:
            board.frozen_since.FromDatetime(self.frozen_since)
        board.server_time.FromDatetime(datetime.now(UTC) + self.clock_ahead)
        return board

    def decisions_since(self, amphi_id: str, after: int) -> list[pb.Decision]:
        return [each for each in self.decisions if each.seq > after]

    def heads(self) -> pb.GetHeadsResponse:
        return pb.GetHeadsResponse(seqs={campaign.AMPHI: self.seq})

    def presences(self, amphi_ids: Collection[str]) -> dict[str, list[int]]:
        return dict.fromkeys(amphi_ids, self.present)

    def preview(self, amphi_id: str, timetable: pb.Timetable) -> list[pb.Slice]:
        return campaign.slices(each=timetable.internes_par_session)

    def _slices(self) -> list[pb.Slice]:
        found = campaign.slices()
        found[0].state = pb.SLICE_STATE_EN_COURS
        return found


class NotificationsDouble:
    """One failed mail."""

    def __init__(self) -> None:
        self.retried: list[str] = []

    def proces_verbal(self, amphi_id: str) -> notifications_pb2.GetProcesVerbalResponse:
        return notifications_pb2.GetProcesVerbalResponse(pdf=b"%PDF-1.4", filename="proces-verbal.pdf")

    def failed_mails(self) -> list[notifications_pb2.FailedMail]:
        mail = notifications_pb2.FailedMail(
            mail_id=campaign.TURN,
            template="choix_confirme",
            intern_id=campaign.intern_id(4),
            error="550 5.1.1 <script>alert(1)</script> User unknown",
        )
        mail.at.FromDatetime(datetime(2027, 3, 1, 9, 0, tzinfo=UTC))
        return [mail]

    def retry_mail(self, mail_id: str) -> None:
        self.retried.append(mail_id)


class ImportsDouble:
    """Says what a file would do."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.applied: list[str] = []
        self.refusal: DomainError | None = None

    def model(self, kind: str, *, xlsx: bool) -> tuple[str, bytes]:
        """A model of one column."""
        return f"modele-{kind}.{'xlsx' if xlsx else 'csv'}", b"ine\r\n"

    def dry_run(self, kind: str, filename: str, read: Callable[[int], bytes]) -> ImportReport:
        self.sizes.append(sum(len(piece) for piece in iter(lambda: read(65536), b"")))
        if self.refusal:
            raise self.refusal
        problem = ImportProblem(
            severity=ImportProblem.SEVERITY_WARNING,
            line=4,
            column="groupe",
            value="<b>9 - AUTRE</b>",
            reason="Groupe inconnu : il sera créé.",
        )
        return ImportReport(
            import_id=campaign.TURN,
            kind=kind,
            filename=filename,
            rows=120,
            created=118,
            changed=2,
            problems=[problem],
            problems_total=1,
        )

    def apply(self, kind: str, import_id: str) -> tuple[ImportReport, bool]:
        self.applied.append(import_id)
        if self.refusal:
            raise self.refusal
        report = ImportReport(import_id=import_id, kind=kind, filename="a.csv", rows=120, applied=True)
        return report, kind != "absences"
