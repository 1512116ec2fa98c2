"""session, in memory: one amphi that runs by hand."""

# ruff: noqa: ARG002  # doubles take what the real ones take

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from chassis.errors import Kind
from dci.session.v1 import session_pb2 as pb
from services.gateway.tests.dev import campaign
from services.gateway.tests.dev.campaign import ME
from services.gateway.tests.dev.postes import PostesDouble
from services.gateway.tests.dev.refusals import NOT_FOUND, Refused


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
        self.elsewhere: set[str] = set()
        """Amphis in which the intern has no place."""

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
        if amphi_id in self.elsewhere:
            raise Refused("pas_dans_l_amphi", Kind.FORBIDDEN, "Vous ne figurez pas sur la liste d’appel.")
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
        self._decide("put_back", {"rang_appel": ME, "by": "bouton"})
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
        stopped_since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return self._decide("paused", {"stopped_since": stopped_since}, text=reason)

    def ended(self) -> pb.Decision:
        """Nobody waits any more."""
        self.running.state = pb.AMPHI_STATE_TERMINE
        self.turn = None
        return self._decide("ended", {})

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
            states = (pb.SLICE_STATE_TERMINEE, pb.SLICE_STATE_EN_COURS, pb.SLICE_STATE_PREVUE)
            part.state = states[min(max(number - 2, 0), 2)]
            part.starts_at.FromDatetime(datetime.now(UTC) + timedelta(hours=number - 3))
            part.ends_at.FromDatetime(datetime.now(UTC) + timedelta(hours=number - 2))
            found.append(part)
        return found

    def _decide(self, kind: str, payload: dict[str, object], text: str = "") -> pb.Decision:
        self.seq += 1
        decision = pb.Decision(
            amphi_id=campaign.AMPHI, seq=self.seq, type=kind, payload=json.dumps(payload), text=text
        )
        decision.at.FromDatetime(datetime.now(UTC))
        self.decisions.append(decision)
        return decision
