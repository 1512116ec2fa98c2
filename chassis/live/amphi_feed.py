"""The board of an amphi, by session's decisions. Shared by gateway and admin; names lie aside.

Decisions say the result (`ends_at`), so that most are applied as they come; those that carry less than a
board shows (a reason kept beside the log, a whole new roster) ask for a snapshot.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.live.board import Changes, Section, Snapshot, State
from dci.session.v1 import session_pb2 as pb

Payload = Mapping[str, Any]
NO_TURN: Final[Section] = {"turn_id": None, "rang": None, "fin_a": None, "reste_ms": None}


class AmphiReader(Protocol):
    """What the feed asks of session's BoardService."""

    def board(self, amphi_id: str) -> pb.Board:
        """The whole board, with full names."""

    def decisions_since(self, amphi_id: str, after: int) -> list[pb.Decision]:
        """At most 1,000 decisions, in order."""

    def heads(self) -> Mapping[str, int]:
        """The newest seq of every live amphi."""


class AmphiFeed:
    """Boards « amphi », id = amphi_id, number = seq. `aside` adds what a service shows besides names."""

    kind = "amphi"

    def __init__(self, reader: AmphiReader, aside: Callable[[pb.Board], Section] | None = None) -> None:
        self._reader = reader
        self._aside = aside or names_aside

    def snapshot(self, board_id: str) -> Snapshot:
        """Fetch the whole board."""
        board = self._reader.board(board_id)
        return Snapshot(board.seq, state_of(board), self._aside(board))

    def since(self, board_id: str, after: int) -> list[tuple[int, pb.Decision]] | None:
        """Fetch decisions; None where there are more than one answer holds."""
        decisions = self._reader.decisions_since(board_id, after)
        return [(decision.seq, decision) for decision in decisions] or None

    def heads(self, board_ids: Iterable[str]) -> Mapping[str, int]:
        """Fetch the heads of all live amphis in one call."""
        heads = self._reader.heads()
        return {board_id: heads[board_id] for board_id in board_ids if board_id in heads}

    def changes(self, state: State, change: pb.Decision) -> Changes | None:
        """Apply one decision, or ask for a snapshot."""
        applier = _APPLIERS.get(change.type)
        return applier(state, json.loads(change.payload)) if applier else None


def names_aside(board: pb.Board) -> Section:
    """Full names by rank; whoever shows them projects them (PUB-3)."""
    return {"noms": {str(passage.rang_appel): passage.identity for passage in board.passages}}


def state_of(board: pb.Board) -> State:
    """Translate session's board to sections."""
    return {
        "amphi": _amphi(board),
        "tour": _turn(board),
        "sessions": {str(part.number): _slice(part) for part in board.slices},
        "passages": {str(passage.rang_appel): _passage(passage) for passage in board.passages},
    }


def _amphi(board: pb.Board) -> Section:
    amphi = board.amphi
    return {
        "etat": _word(pb.AmphiState.Name(amphi.state)),
        "code": amphi.code,
        "libelle": amphi.libelle,
        "semestre": amphi.semestre,
        "offer_id": amphi.offer_id,
        "regimes": list(amphi.regimes),
        "duree_tour": amphi.settings.duree_tour.seconds,
        "motif": board.pause.reason if board.HasField("pause") else None,
        "gele": board.HasField("frozen_since"),
        "fin_a": _milliseconds(board.ends_at) if board.HasField("ends_at") else None,
    }


def _turn(board: pb.Board) -> Section:
    if not board.HasField("turn"):
        return dict(NO_TURN)
    turn = board.turn
    stands = turn.HasField("left")
    return {
        "turn_id": turn.turn_id,
        "rang": turn.rang_appel,
        "fin_a": None if stands else _milliseconds(turn.deadline),
        "reste_ms": turn.left.ToMilliseconds() if stands else None,
    }


def _slice(part: pb.Slice) -> Section:
    return {
        "etat": _word(pb.SliceState.Name(part.state)),
        "debut": _milliseconds(part.starts_at),
        "fin": _milliseconds(part.ends_at),
        "premier": part.first_rang,
        "dernier": part.last_rang,
    }


def _passage(passage: pb.Passage) -> Section:
    return {
        "etat": _word(pb.PassageState.Name(passage.state)),
        "numero": passage.numero or None,
        "des": passage.des_code,
    }


_PREFIXES: Final = ("AMPHI_STATE_", "PASSAGE_STATE_", "SLICE_STATE_")


def _word(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name.lower()


def _milliseconds(moment: Timestamp) -> int | None:
    return moment.ToMilliseconds() if moment.seconds else None


def _instant(text: str) -> int:
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return int(moment.timestamp() * 1000)


def _with_etat(state: State, payload: Payload, etat: str, **more: Any) -> Section:
    rang = str(payload["rang_appel"])
    return {rang: {**state["passages"].get(rang, {}), "etat": etat, **more}}


def _announced(state: State, payload: Payload) -> Changes:
    turn = {"turn_id": payload["turn_id"], "rang": payload["rang_appel"], "reste_ms": None}
    return {
        "tour": {**turn, "fin_a": _instant(payload["ends_at"])},
        "passages": _with_etat(state, payload, "tour"),
        "amphi": {"fin_a": None},
    }


def _lengthened(_state: State, payload: Payload) -> Changes:
    return {"tour": {"fin_a": _instant(payload["ends_at"]), "reste_ms": None}}


def _lengthened_if_running(state: State, payload: Payload) -> Changes | None:
    return None if state["tour"].get("reste_ms") is not None else _lengthened(state, payload)


def _chosen(state: State, payload: Payload) -> Changes:
    passages = _with_etat(state, payload, "a_choisi", numero=payload["numero"])
    return {"tour": NO_TURN, "passages": passages}


def _missed(state: State, payload: Payload) -> Changes:
    return {"tour": NO_TURN, "passages": _with_etat(state, payload, payload["outcome"])}


def _put_back(state: State, payload: Payload) -> Changes:
    return {"passages": _with_etat(state, payload, "en_retard")}


def _absence(state: State, payload: Payload) -> Changes:
    etat = "absence_prevue" if payload["absent"] else "en_attente"
    return {"passages": _with_etat(state, payload, etat)}


def _slice_started(state: State, payload: Payload) -> Changes:
    return {"amphi": {"etat": "en_cours"}, "sessions": _slice_as(state, payload, "en_cours")}


def _slice_ended(state: State, payload: Payload) -> Changes:
    return {"sessions": _slice_as(state, payload, "terminee")}


def _slice_as(state: State, payload: Payload, etat: str) -> Section:
    number = str(payload["number"])
    return {number: {**state["sessions"].get(number, {}), "etat": etat}}


_APPLIERS: Final[dict[str, Callable[[State, Payload], Changes | None]]] = {
    "opened": lambda _state, _payload: {"amphi": {"etat": "ouvert"}},
    "slice_started": _slice_started,
    "slice_ended": _slice_ended,
    "turn_announced": _announced,
    "holder_seen": _lengthened_if_running,
    "choice_refused": _lengthened_if_running,
    "time_added": _lengthened_if_running,
    "reprise": _lengthened_if_running,
    "chosen": _chosen,
    "turn_missed": _missed,
    "put_back": _put_back,
    "absence_set": _absence,
    "closing": lambda _state, payload: {"amphi": {"fin_a": _instant(payload["ends_at"])}},
    "ended": lambda _state, _payload: {"amphi": {"etat": "termine", "fin_a": None}},
}
