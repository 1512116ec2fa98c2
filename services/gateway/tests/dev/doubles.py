"""The five services, in memory: what pages and the live part ask of them."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from chassis.errors import DomainError, Kind
from chassis.rpc.context import user_token
from chassis.web.formats import public_identity
from dci.common.v1.paging_pb2 import PageInfo
from dci.identity.v1 import inscription_pb2, login_pb2, register_pb2
from dci.notifications.v1 import notifications_pb2
from dci.postes.v1 import postes_pb2
from dci.ranking.v1 import ranking_pb2
from dci.session.v1 import session_pb2 as pb
from services.gateway.tests.dev import campaign

PASSWORD = "quatre mots sans rapport"
ME = 90
EMAIL = "ines.martin@exemple.fr"


class Refused(DomainError):
    """A refusal of a double."""

    def __init__(self, code: str, kind: Kind, text: str, **details: str) -> None:
        super().__init__(text, **details)
        self.code = code  # type: ignore[misc]
        self.kind = kind  # type: ignore[misc]


NOT_FOUND = ("introuvable", Kind.NOT_FOUND, "Introuvable.")


class IdentityDouble:
    """Knows one account, one link, and which sessions ended."""

    def __init__(self) -> None:
        self.ended: list[str] = []
        self.secrets: dict[str, str] = {}
        self.finalised: list[inscription_pb2.FinaliseRequest] = []
        self.checked: list[inscription_pb2.CheckRegisterRequest] = []
        self.mails = 0
        self.away = False

    def check_register(self, request: inscription_pb2.CheckRegisterRequest) -> str:
        self.checked.append(request)
        if request.nom.casefold() != "martin":
            raise Refused(
                "inscription_refusee",
                Kind.INVALID,
                "Les informations saisies ne correspondent pas à celles dont dispose l’ARS.",
            )
        return "ticket"

    def request_confirmation(self, ticket: str, email: str, email_again: str) -> None:
        self.mails += 1

    def look_at_link(self, token: str) -> inscription_pb2.LookAtLinkResponse:
        if token != "lien":
            raise Refused("lien_inconnu", Kind.NOT_FOUND, "Ce lien n’existe pas.")
        return inscription_pb2.LookAtLinkResponse(
            prenom="Inès",
            email=EMAIL,
            ufr="Paris Cité",
            telephone="06 12 34 56 78",
            ufrs=["Paris Cité", "Sorbonne Université", "Paris-Saclay"],
            questions=["Le nom de votre premier animal", "La ville de naissance de votre mère"],
        )

    def finalise(self, request: inscription_pb2.FinaliseRequest) -> None:
        if request.password == "motdepassecourant":
            raise Refused(
                "formulaire_invalide",
                Kind.INVALID,
                "À corriger.",
                password="Ce mot de passe est trop courant.",
            )
        self.finalised.append(request)

    def log_in(self, email: str, password: str, address: str, device: str) -> login_pb2.OpenedSession:
        if (email, password) != (EMAIL, PASSWORD):
            raise Refused(
                "identifiants_faux", Kind.INVALID, "L’adresse e-mail ou le mot de passe est incorrect."
            )
        secret = uuid4().hex
        self.secrets[secret] = str(uuid4())
        session = login_pb2.OpenedSession(secret=secret, access=self.exchange(secret))
        session.expires_at.FromDatetime(datetime.now(UTC) + timedelta(hours=12))
        return session

    def log_out(self, secret: str) -> None:
        if secret in self.secrets:
            self.ended.append(self.secrets.pop(secret))

    def exchange(self, secret: str) -> login_pb2.AccessToken:
        if self.away:
            raise Refused("service_indisponible", Kind.UNAVAILABLE, "identity ne répond pas.")
        if secret not in self.secrets:
            raise Refused("session_expiree", Kind.UNAUTHENTICATED, "Votre session a expiré.")
        access = login_pb2.AccessToken(
            token="jeton",
            user_id=campaign.intern_id(ME),
            session_id=self.secrets[secret],
            display_name=campaign.identity(ME),
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

    def my_profile(self) -> register_pb2.GetMyProfileResponse:
        interne = register_pb2.Interne(
            intern_id=campaign.intern_id(ME), ine="1234567890A", nom="MARTIN", prenom="Inès",
            date_naissance="1999-03-24", formation="pharmacien", regime="socle", concours="R3C-Pharm Nat",
            promotion=2024, rang_concours=212, ufr="Paris Cité", actif=True,
        )  # fmt: skip
        interne.groupe.label, interne.des.label = campaign.GROUPE_LABEL, campaign.DES[1]
        return register_pb2.GetMyProfileResponse(
            interne=interne, email=EMAIL, telephone="06 12 34 56 78", adresse="1, rue de la Paix, 75002 Paris",
            question="Le nom de votre premier animal",
        )  # fmt: skip

    def semestres(self) -> list[register_pb2.Semestre]:
        return campaign.semestres()


class RankingDouble:
    """One published list."""

    def published(self, semestre: str = "") -> list[ranking_pb2.Version]:
        return [campaign.version()] if semestre in ("", campaign.SEMESTRE) else []

    def call_list(self, version_id: str, name: str, page: int, size: int) -> ranking_pb2.GetCallListResponse:
        if version_id != campaign.VERSION:
            raise Refused(*NOT_FOUND)
        lines = [
            campaign.line(rang, full=user_token() is not None) for rang in range(1, campaign.INTERNS + 1)
        ]
        lines = [each for each in lines if name.casefold() in each.identity.casefold()]
        return ranking_pb2.GetCallListResponse(
            version=campaign.version(),
            lines=lines[(page - 1) * size : page * size],
            page=PageInfo(number=page, size=size, total=len(lines)),
        )

    def explain(self, version_id: str, intern_id: str) -> ranking_pb2.ExplainResponse:
        value = ranking_pb2.ExplainedValue
        return ranking_pb2.ExplainResponse(
            version=campaign.version(),
            line=campaign.line(ME, full=True),
            neighbours=[campaign.line(ME - 1, full=True), campaign.line(ME + 1, full=True)],
            semestres=[
                ranking_pb2.CountedSemestre(
                    semestre="112025", nature="stage", valide="oui", counted=True, reason="Stage validé : compte pour un semestre."
                ),
                ranking_pb2.CountedSemestre(
                    semestre="052026", nature="disponibilite", valide="non", counted=False,
                    reason="Une disponibilité pour convenances personnelles ne compte pas.",
                ),
            ],
            values=[
                value(code="rang_actualise", label="Rang actualisé", value="46.50", text="31 ÷ 100 × 150 = 46,50"),
                value(code="anciennete", label="Ancienneté", value="3", text="3 semestres comptent avant ce choix."),
            ],
        )  # fmt: skip

    def my_ranks(self) -> list[ranking_pb2.MyRank]:
        return [ranking_pb2.MyRank(version=campaign.version(), line=campaign.line(ME, full=True))]


class PostesDouble:
    """The offer, with versions; favourites of one intern."""

    def __init__(self) -> None:
        self.all = {poste.numero: poste for poste in campaign.postes()}
        self.version = 1
        self.changes: list[postes_pb2.OfferChange] = []
        self.starred: list[postes_pb2.Favourite] = []
        self.taken: list[tuple[int, int]] = []

    def take(self, numero: int, rang: int) -> postes_pb2.OfferChange:
        """Somebody got a post."""
        self.all[numero].pourvu = True
        self.all[numero].rang_appel = rang
        self.version += 1
        self.taken.append((numero, rang))
        change = postes_pb2.OfferChange(offer_id=campaign.OFFER, version=self.version)
        change.taken.numero, change.taken.rang_appel, change.taken.amphi_id = numero, rang, campaign.AMPHI
        self.changes.append(change)
        return change

    def free(self) -> list[int]:
        """Numbers still free and not reserved."""
        return [numero for numero, poste in self.all.items() if not poste.pourvu and not poste.reserve]

    def search(self, request: postes_pb2.SearchPostesRequest) -> postes_pb2.SearchPostesResponse:
        found = list(self.all.values())
        if request.state:
            found = [each for each in found if each.pourvu == (request.state == 1)]
        wanted = list(request.filters["etablissement"].values) if "etablissement" in request.filters else []
        if wanted:
            found = [
                each
                for each in found
                if any(value.casefold() in each.etablissement.casefold() for value in wanted)
            ]
        number, size = request.page.number or 1, request.page.size or 30
        part = slice((number - 1) * size, number * size)
        answer = postes_pb2.SearchPostesResponse(
            postes_total=len(found), disponibles_total=sum(not each.pourvu for each in found)
        )
        if request.view == postes_pb2.SearchPostesRequest.VIEW_POSTE:
            answer.postes.extend(found[part])
            total = len(found)
        else:
            wards = _wards(found)
            answer.services.extend(wards[part])
            total = len(wards)
        answer.page.CopyFrom(PageInfo(number=number, size=size, total=total))
        return answer

    def facets(self, semestre: str) -> dict[str, list[str]]:
        return {
            "etablissement": sorted({each.etablissement for each in self.all.values()}),
            "groupe": [campaign.GROUPE_LABEL],
            "regime": ["socle", "approfondissement"],
            "departement": ["75", "92"],
        }

    def offer(self, offer_id: str) -> postes_pb2.GetOfferSnapshotResponse:
        return postes_pb2.GetOfferSnapshotResponse(
            offer_id=offer_id, version=self.version, postes=self.all.values()
        )

    def offer_since(self, offer_id: str, after: int) -> postes_pb2.GetOfferSinceResponse:
        return postes_pb2.GetOfferSinceResponse(
            changes=[each for each in self.changes if each.version > after]
        )

    def offer_heads(self, offer_ids: list[str]) -> Mapping[str, int]:
        return dict.fromkeys(offer_ids, self.version)

    def favourites(self, offer_id: str) -> list[postes_pb2.Favourite]:
        for position, each in enumerate(self.starred, 1):
            each.position = position
        return self.starred

    def add_favourite(self, offer_id: str, target: str | int) -> list[postes_pb2.Favourite]:
        new = postes_pb2.Favourite(favourite_id=str(uuid4()))
        if isinstance(target, str):
            new.imotep = target
        else:
            new.numero = target
        self.starred.append(new)
        return self.favourites(offer_id)

    def remove_favourite(self, offer_id: str, favourite_id: str) -> list[postes_pb2.Favourite]:
        self.starred = [each for each in self.starred if each.favourite_id != favourite_id]
        return self.favourites(offer_id)

    def move_favourite(self, offer_id: str, favourite_id: str, position: int) -> list[postes_pb2.Favourite]:
        moved = [each for each in self.starred if each.favourite_id == favourite_id]
        self.starred = [each for each in self.starred if each.favourite_id != favourite_id]
        self.starred[position - 1 : position - 1] = moved
        return self.favourites(offer_id)

    def affectations(
        self, semestre: str, filters: Mapping[str, object], *, amphi_id: str, sort: str, page: int, size: int
    ) -> postes_pb2.ListAffectationsResponse:
        found = [self._affectation(numero, rang, full=False) for numero, rang in self.taken]
        return postes_pb2.ListAffectationsResponse(
            affectations=found[(page - 1) * size : page * size],
            page=PageInfo(number=page, size=size, total=len(found)),
        )

    def my_affectations(self) -> list[postes_pb2.Affectation]:
        return [self._affectation(numero, rang, full=True) for numero, rang in self.taken if rang == ME]

    def verify_code(self, code: str) -> postes_pb2.VerifyCodeResponse:
        if code != "ABCD-1234":
            return postes_pb2.VerifyCodeResponse(valid=False)
        answer = postes_pb2.VerifyCodeResponse(valid=True, identity="Inès M", poste=self.all[2931])
        answer.at.FromDatetime(datetime(2026, 11, 20, tzinfo=UTC))
        return answer

    def _affectation(self, numero: int, rang: int, *, full: bool) -> postes_pb2.Affectation:
        name = campaign.identity(rang)
        found = postes_pb2.Affectation(
            semestre=campaign.SEMESTRE, amphi_id=campaign.AMPHI, rang_appel=rang, semestres_valides=3,
            identity=name if full else public_identity(name), regime="socle", des_interne=campaign.DES[1],
            ufr="Paris Cité", poste=self.all[numero],
        )  # fmt: skip
        found.at.FromDatetime(datetime.now(UTC))
        return found


def _wards(postes: list[postes_pb2.Poste]) -> list[postes_pb2.ServiceLine]:
    lines: dict[str, postes_pb2.ServiceLine] = {}
    for poste in postes:
        line = lines.setdefault(
            poste.imotep,
            postes_pb2.ServiceLine(
                imotep=poste.imotep, etablissement=poste.etablissement, departement=poste.departement,
                service=poste.service, chef_de_service=poste.chef_de_service,
            ),
        )  # fmt: skip
        line.postes += 1
        line.disponibles += not poste.pourvu
        line.detail.append(poste)
    return list(lines.values())


class SessionDouble:
    """One amphi that runs by hand: tests and the preview call `announce`, `chosen`…"""

    def __init__(self, postes: PostesDouble) -> None:
        now = datetime.now(UTC)
        self._postes = postes
        self.running = campaign.amphi(now)
        self.coming = campaign.coming_amphi(now)
        self.seq = 10
        self.decisions: list[pb.Decision] = []
        self.states = dict.fromkeys(range(1, campaign.INTERNS + 1), pb.PASSAGE_STATE_EN_ATTENTE)
        self.numeros: dict[int, int] = {}
        self.turn: pb.Turn | None = None
        self.pause: pb.Pause | None = None
        self.acknowledged = True
        self.answers: dict[str, pb.ChooseResponse] = {}
        self.told: list[pb.PresenceRequest] = []
        self.present: list[int] = []
        self.away = 0

    def amphis(self, semestre: str = "") -> list[pb.Amphi]:
        return [self.running, self.coming] if semestre in ("", campaign.SEMESTRE) else []

    def amphi(self, amphi_id: str) -> pb.GetAmphiResponse:
        for each in (self.running, self.coming):
            if each.amphi_id == amphi_id:
                return pb.GetAmphiResponse(amphi=each, slices=self._slices() if each is self.running else [])
        raise Refused(*NOT_FOUND)

    def board(self, amphi_id: str) -> pb.Board:
        if amphi_id != campaign.AMPHI:
            raise Refused(*NOT_FOUND)
        self.running.seq = self.seq
        return pb.Board(
            amphi=self.running,
            seq=self.seq,
            slices=self._slices(),
            passages=[self.passage(rang) for rang in self.states],
            turn=self.turn,
            pause=self.pause,
        )

    def decisions_since(self, amphi_id: str, after: int) -> list[pb.Decision]:
        return [each for each in self.decisions if each.seq > after]

    def heads(self) -> Mapping[str, int]:
        return {campaign.AMPHI: self.seq}

    def presences(self, amphi_id: str) -> list[int]:
        return self.present

    def my_amphis(self) -> list[pb.MyAmphi]:
        return [pb.MyAmphi(amphi=self.running, passage=self.passage(ME))]

    def my_passage(self, amphi_id: str) -> pb.GetMyPassageResponse:
        if amphi_id != campaign.AMPHI:
            raise Refused(*NOT_FOUND)
        found = pb.GetMyPassageResponse(
            passage=self.passage(ME), slice_number=1 + (ME - 1) // 30, acknowledged=self.acknowledged, ahead=4
        )
        found.estimate_from.FromDatetime(datetime.now(UTC) + timedelta(minutes=5))
        found.estimate_to.FromDatetime(datetime.now(UTC) + timedelta(minutes=9))
        return found

    def acknowledge_order(self, amphi_id: str) -> None:
        self.acknowledged = True

    def choose(self, amphi_id: str, key: str, numero: int) -> pb.ChooseResponse:
        if key in self.answers:
            return self.answers[key]
        if self.away:
            self.away -= 1
            raise Refused("service_indisponible", Kind.UNAVAILABLE, "session ne répond pas.")
        if self.turn is None or self.turn.rang_appel != ME:
            raise Refused("pas_votre_tour", Kind.CONFLICT, "Ce n’est pas votre tour.")
        if self._postes.all[numero].pourvu:
            raise Refused(
                "poste_pourvu", Kind.CONFLICT, "Ce poste vient d’être pris. Choisissez-en un autre."
            )
        self._postes.take(numero, ME)
        self.chosen(ME, numero)
        answer = pb.ChooseResponse(numero=numero, seq=self.seq, hash="0" * 64)
        answer.received_at.FromDatetime(datetime.now(UTC))
        self.answers[key] = answer
        return answer

    def renounce(self, amphi_id: str, key: str) -> pb.RenounceResponse:
        self.states[ME] = pb.PASSAGE_STATE_N_A_PAS_CHOISI
        self.turn = None
        self._decide("turn_missed", {"rang_appel": ME, "outcome": "n_a_pas_choisi"})
        return pb.RenounceResponse(seq=self.seq)

    def request_return(self, amphi_id: str, key: str) -> pb.RequestReturnResponse:
        self.states[ME] = pb.PASSAGE_STATE_EN_RETARD
        self._decide("put_back", {"rang_appel": ME})
        return pb.RequestReturnResponse(seq=self.seq)

    def presence(self, request: pb.PresenceRequest) -> bool:
        self.told.append(request)
        return False

    def announce(self, rang: int, seconds: float = 90) -> pb.Decision:
        """A turn begins."""
        self.states[rang] = pb.PASSAGE_STATE_TOUR
        ends = datetime.now(UTC) + timedelta(seconds=seconds)
        self.turn = pb.Turn(turn_id=str(uuid4()), rang_appel=rang)
        self.turn.deadline.FromDatetime(ends)
        return self._decide(
            "turn_announced",
            {
                "rang_appel": rang,
                "turn_id": self.turn.turn_id,
                "ends_at": ends.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            },
        )

    def chosen(self, rang: int, numero: int) -> pb.Decision:
        """A turn ends with a post."""
        self.states[rang] = pb.PASSAGE_STATE_A_CHOISI
        self.numeros[rang] = numero
        self.turn = None
        return self._decide("chosen", {"rang_appel": rang, "numero": numero})

    def paused(self, reason: str) -> pb.Decision:
        """ARS pauses."""
        self.pause = pb.Pause(reason=reason)
        self.running.state = pb.AMPHI_STATE_EN_PAUSE
        if self.turn:
            left = self.turn.deadline.ToDatetime(tzinfo=UTC) - datetime.now(UTC)
            self.turn.left.FromTimedelta(left)
        return self._decide("paused", {})

    def passage(self, rang: int) -> pb.Passage:
        """One line of the board, with its full name."""
        return pb.Passage(
            rang_appel=rang,
            state=self.states[rang],
            numero=self.numeros.get(rang, 0),
            identity=campaign.identity(rang),
            des_code=campaign.DES[0],
        )

    def _slices(self) -> list[pb.Slice]:
        found = []
        for number in range(1, 2 + (campaign.INTERNS - 1) // 30):
            part = pb.Slice(
                number=number, first_rang=number * 30 - 29, last_rang=min(number * 30, campaign.INTERNS)
            )
            part.state = (
                pb.SLICE_STATE_TERMINEE
                if number < 3
                else pb.SLICE_STATE_EN_COURS
                if number == 3
                else pb.SLICE_STATE_PREVUE
            )  # noqa: E501
            part.starts_at.FromDatetime(datetime.now(UTC) + timedelta(hours=number - 3))
            part.ends_at.FromDatetime(datetime.now(UTC) + timedelta(hours=number - 2))
            found.append(part)
        return found

    def _decide(self, kind: str, payload: dict[str, object]) -> pb.Decision:
        self.seq += 1
        decision = pb.Decision(amphi_id=campaign.AMPHI, seq=self.seq, type=kind, payload=json.dumps(payload))
        self.decisions.append(decision)
        return decision


class NotificationsDouble:
    """One attestation."""

    def my_attestation(self, semestre: str) -> notifications_pb2.GetMyAttestationResponse:
        return notifications_pb2.GetMyAttestationResponse(
            pdf=b"%PDF-1.7 essai", filename=f"attestation-{semestre}.pdf"
        )
