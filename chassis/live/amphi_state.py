"""An amphi's board as sections, from session's own (LIV-1): what everybody may see, ranks, no names."""

from typing import Final

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.live.board import Section, State
from dci.session.v1 import session_pb2 as pb

NO_TURN: Final[Section] = {"turn_id": None, "rang": None, "fin_a": None, "reste_ms": None}


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
