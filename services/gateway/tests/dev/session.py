"""session, in memory: one amphi that runs by hand."""

# ruff: noqa: ARG002  # doubles take what the real ones take

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.errors import Kind
from dci.session.v1 import session_pb2 as pb
from services.gateway.tests.dev import campaign, records
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
        self.frozen = False
        self.types: dict[int, str] = {}
        self.procurations: set[int] = set()
        self.returns: dict[int, int] = {}
        self.button_only: set[int] = set()
        self.corrected_ranks: set[int] = set()
        self.motif = ""
        self.estimate = timedelta(minutes=5)
        """From now to the intern's turn, at the earliest."""
        self.session = 3
        """The number of the session under way, or of the next one where `between`."""
        self.between = False
        self.closing: datetime | None = None
        self.clock_ahead = timedelta(0)
        """How far the amphi's clock is before that of whoever asks."""
        self.mandataire = False
        """Whether the caller holds the intern's procuration."""
        self.refusal: Refused | None = None
        """What the next choice is answered, once."""
        self.acknowledged = True
        self.answers: dict[str, pb.ChooseResponse] = {}
        self.told: list[pb.PresenceRequest] = []
        self.present: list[int] = []
        self.away = 0
        self.published = records.decisions()
        self.elsewhere: set[str] = set()
        """Amphis in which the intern has no place."""
        self.not_mine = "pas_dans_l_amphi"

    def amphis(self, semestre: str = "") -> list[pb.Amphi]:
        return [self.running, self.coming] if semestre in ("", campaign.SEMESTRE) else []

    def amphi(self, amphi_id: str) -> pb.GetAmphiResponse:
        self.running.seq = self.seq
        for each in (self.running, self.coming):
            if each.amphi_id == amphi_id:
                return pb.GetAmphiResponse(amphi=each, slices=self._slices() if each is self.running else [])
        raise Refused(*NOT_FOUND)

    def board(self, amphi_id: str) -> pb.Board:
        if amphi_id != campaign.AMPHI:
            raise Refused(*NOT_FOUND)
        self.running.seq = self.seq
        found = pb.Board(
            amphi=self.running,
            seq=self.seq,
            slices=self._slices(),
            passages=[self.passage(rang) for rang in self.states],
            turn=self.turn,
            pause=self.pause,
            server_time=self._clock(),
        )
        if self.closing:
            found.ends_at.FromDatetime(self.closing)
        if self.frozen:
            found.frozen_since.FromDatetime(datetime.now(UTC))
        return found

    def decisions_since(self, amphi_id: str, after: int) -> list[pb.Decision]:
        return [each for each in self.decisions if each.seq > after]

    def heads(self) -> pb.GetHeadsResponse:
        return pb.GetHeadsResponse(seqs={campaign.AMPHI: self.seq}, server_time=self._clock())

    def presences(self, amphi_ids: Collection[str]) -> dict[str, list[int]]:
        return dict.fromkeys(amphi_ids, self.present)

    def my_amphis(self) -> list[pb.MyAmphi]:
        return [pb.MyAmphi(amphi=self.running, passage=self.passage(ME))]

    def my_passage(self, amphi_id: str) -> pb.GetMyPassageResponse:
        if amphi_id != campaign.AMPHI:
            raise Refused(*NOT_FOUND)
        if amphi_id in self.elsewhere:
            raise Refused(self.not_mine, Kind.FORBIDDEN, "Vous ne figurez pas sur la liste d’appel.")
        found = pb.GetMyPassageResponse(
            passage=self.passage(ME),
            slice_number=1 + (ME - 1) // 30,
            acknowledged=self.acknowledged,
            ahead=4,
            may_choose=self.may_choose(),
        )
        if self.states[ME] in (pb.PASSAGE_STATE_EN_ATTENTE, pb.PASSAGE_STATE_EN_RETARD):
            found.estimate_from.FromDatetime(datetime.now(UTC) + self.estimate)
            found.estimate_to.FromDatetime(datetime.now(UTC) + self.estimate + timedelta(minutes=4))
        return found

    def may_choose(self) -> bool:
        """The mandataire where there is a procuration, else the intern (ENG-6)."""
        return (ME in self.procurations) is self.mandataire

    def acknowledge_order(self, amphi_id: str) -> None:
        self.acknowledged = True

    def choose(self, amphi_id: str, key: str, numero: int) -> pb.ChooseResponse:
        if key in self.answers:
            return self.answers[key]
        if self.away:
            self.away -= 1
            raise Refused("service_indisponible", Kind.UNAVAILABLE, "session ne répond pas.")
        if self.refusal:
            refusal, self.refusal = self.refusal, None
            raise refusal
        if not self.may_choose():
            raise Refused("procuration_donnee", Kind.CONFLICT, "Vous avez donné procuration.")
        if self.turn is None or self.turn.rang_appel != ME:
            raise Refused("pas_votre_tour", Kind.CONFLICT, "Ce n’est pas votre tour.")
        surnombre = self.types.get(ME, "")
        if self._postes.all[numero].pourvu and not surnombre:
            raise Refused(
                "poste_pourvu", Kind.CONFLICT, "Ce poste vient d’être pris. Choisissez-en un autre."
            )
        self._postes.add_surnombre(numero) if surnombre else self._postes.take(numero, ME)
        self.chosen(ME, numero)
        answer = pb.ChooseResponse(numero=numero, seq=self.seq, hash="0" * 64, receipt=records.my_message())
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
        self.returns[ME] = self.returns.get(ME, 0) + 1
        self.button_only.discard(ME)
        self._decide("put_back", {"rang_appel": ME, "by": "bouton"})
        return pb.RequestReturnResponse(seq=self.seq)

    def presence(self, request: pb.PresenceRequest) -> bool:
        self.told.append(request)
        return False

    def record(self, amphi_id: str) -> Iterator[pb.GetRecordResponse]:
        if amphi_id != campaign.AMPHI:
            raise Refused(*NOT_FOUND)
        told = [records.message(one) for one in self.published]
        edition = 1 + sum(one.type == "corrected" for one in told) if self.published else 0
        return iter(
            [
                pb.GetRecordResponse(decisions=told[:2], edition=edition),
                pb.GetRecordResponse(decisions=told[2:], edition=edition),
            ]
        )

    def receipt_keys(self) -> list[pb.ReceiptKey]:
        return [records.key()]

    def my_receipt(self, amphi_id: str) -> pb.Receipt:
        return records.my_message() if amphi_id == campaign.AMPHI else pb.Receipt()

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
                "ends_at": _written(ends),
            },
        )

    def chosen(self, rang: int, numero: int) -> pb.Decision:
        """A turn ends with a post."""
        self.states[rang] = pb.PASSAGE_STATE_A_CHOISI
        self.numeros[rang] = numero
        self.turn = None
        return self._decide(
            "chosen",
            {"rang_appel": rang, "numero": numero, "type_choix": self.types.get(rang, "classique")},
        )

    def missed(self, rang: int, *, absent: bool = True, button_only: bool = False) -> pb.Decision:
        """A turn ends without a choice."""
        self.states[rang] = pb.PASSAGE_STATE_ABSENT if absent else pb.PASSAGE_STATE_N_A_PAS_CHOISI
        self.turn = None
        if button_only:
            self.button_only.add(rang)
        outcome = "absent" if absent else "n_a_pas_choisi"
        payload = {"rang_appel": rang, "outcome": outcome, "button_only": button_only}
        return self._decide("turn_missed", payload)

    def accepted(self, rang: int, type_choix: str) -> pb.Decision:
        """ARS accepts a type de choix (STA-3)."""
        self.types[rang] = type_choix
        return self._decide("type_choix_set", {"rang_appel": rang, "type_choix": type_choix})

    def delegated(self, rang: int, *, given: bool = True) -> pb.Decision:
        """A procuration is given, or cancelled (PRC-1, PRC-4)."""
        self.procurations.add(rang) if given else self.procurations.discard(rang)
        return self._decide("procuration_set", {"rang_appel": rang, "procuration": given})

    def placed(self, rang: int, numero: int) -> pb.Decision:
        """ARS places an intern (CHX-8)."""
        self.states[rang], self.numeros[rang] = pb.PASSAGE_STATE_AFFECTE, numero
        return self._decide("placed", {"rang_appel": rang, "numero": numero})

    def corrected(self, rang: int, numero: int) -> pb.Decision:
        """Two persons of ARS correct a choice (CHX-6)."""
        line = {
            "amphi_id": campaign.AMPHI,
            "rang_appel": rang,
            "before": self.numeros[rang],
            "numero": numero,
        }
        self.numeros[rang] = numero
        self.corrected_ranks.add(rang)
        return self._decide("corrected", {"lines": [line]})

    def paused(self, reason: str | None) -> pb.Decision:
        """ARS pauses; without a reason it is the engine, after a stop (G-4)."""
        self.pause = pb.Pause(reason=reason or "", by_engine=reason is None)
        self.running.state = pb.AMPHI_STATE_EN_PAUSE
        payload: dict[str, object] = {"stopped_since": self._stops(), "reason_hash": reason and "0" * 64}
        return self._decide("paused", payload, text=reason or "")

    def resumed(self) -> pb.Decision:
        """Time runs again, with what was left."""
        self.pause = None
        self.running.state = pb.AMPHI_STATE_EN_COURS
        return self._decide("resumed", self._runs())

    def freezes(self) -> pb.Decision:
        """postes is away (G-6)."""
        self.frozen = True
        return self._decide("frozen", {"stopped_since": self._stops()})

    def thaws(self) -> pb.Decision:
        """And back."""
        self.frozen = False
        return self._decide("thawed", self._runs())

    def lengthened(self, cause: str, seconds: int) -> pb.Decision:
        """« time_added » by ARS, or « reprise » after a stop of the engine."""
        assert self.turn
        ends = self.turn.deadline.ToDatetime(tzinfo=UTC) + timedelta(seconds=seconds)
        self.turn.deadline.FromDatetime(ends)
        return self._decide(cause, {"rang_appel": self.turn.rang_appel, "ends_at": _written(ends)})

    def _stops(self) -> str:
        now = datetime.now(UTC)
        if self.turn and not self.turn.HasField("left"):
            self.turn.left.FromTimedelta(self.turn.deadline.ToDatetime(tzinfo=UTC) - now)
        return _written(now)

    def _runs(self) -> dict[str, object]:
        if self.turn is None:
            return {}
        ends = datetime.now(UTC) + self.turn.left.ToTimedelta()
        self.turn.ClearField("left")
        self.turn.deadline.FromDatetime(ends)
        return {"ends_at": _written(ends)}

    def slice_ended(self) -> pb.Decision:
        """The session under way is over; the next one is not yet begun."""
        self.turn, self.between = None, True
        self.session += 1
        return self._decide("slice_ended", {"number": self.session - 1})

    def closes(self, seconds: float = 300) -> pb.Decision:
        """Everybody was called: the absent have so long to come back (ENG-7)."""
        self.turn = None
        self.closing = datetime.now(UTC) + timedelta(seconds=seconds)
        return self._decide("closing", {"ends_at": _written(self.closing)})

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
            type_choix=self.types.get(rang, "classique"),
            procuration=rang in self.procurations,
            returns=self.returns.get(rang, 0),
            bouton_seul=rang in self.button_only,
            corrige=rang in self.corrected_ranks,
            absence_motif=self.motif if rang == ME else "",
        )

    def _clock(self) -> Timestamp:
        found = Timestamp()
        found.FromDatetime(datetime.now(UTC) + self.clock_ahead)
        return found

    def _slices(self) -> list[pb.Slice]:
        found = []
        for number in range(1, 2 + (campaign.INTERNS - 1) // 30):
            part = pb.Slice(
                number=number, first_rang=number * 30 - 29, last_rang=min(number * 30, campaign.INTERNS)
            )
            part.state = self._slice_state(number)
            part.starts_at.FromDatetime(datetime.now(UTC) + timedelta(hours=number - 3))
            part.ends_at.FromDatetime(datetime.now(UTC) + timedelta(hours=number - 2))
            found.append(part)
        return found

    def _slice_state(self, number: int) -> "pb.SliceState.ValueType":
        if number < self.session:
            return pb.SLICE_STATE_TERMINEE
        runs = number == self.session and not self.between
        return pb.SLICE_STATE_EN_COURS if runs else pb.SLICE_STATE_PREVUE

    def _decide(self, kind: str, payload: dict[str, object], text: str = "") -> pb.Decision:
        self.seq += 1
        decision = pb.Decision(
            amphi_id=campaign.AMPHI, seq=self.seq, type=kind, payload=json.dumps(payload), text=text
        )
        decision.at.FromDatetime(datetime.now(UTC))
        self.decisions.append(decision)
        return decision


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
