"""An amphi's board as sections, from session's own (LIV-1): what everybody may see, ranks, no names."""

from typing import Any, Final

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.live.board import Section, State
from dci.session.v1 import session_pb2 as pb

CLASSIQUE: Final = "classique"
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
        "delai_fin": amphi.settings.delai_fin.seconds,
        "retours_max": amphi.settings.retours_max,
        "surnombres_max": _limit(amphi.settings),
        "motif": pause_reason(board.pause.reason, by_engine=board.pause.by_engine),
        "pause_moteur": board.pause.by_engine,
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


def pause_reason(reason: str, *, by_engine: bool) -> str | None:
    """What ARS gave as the reason; the engine's own pause has none, pages say what it means (G-4)."""
    return None if by_engine else reason or None


def _limit(settings: pb.AmphiSettings) -> int | None:
    return settings.surnombres_max if settings.HasField("surnombres_max") else None


def _passage(passage: pb.Passage) -> Section:
    return passage_of(
        etat=_word(pb.PassageState.Name(passage.state)),
        numero=passage.numero or None,
        des=passage.des_code,
        choix=unusual(passage.type_choix),
        procuration=passage.procuration,
        retours=passage.returns,
        bouton=passage.bouton_seul,
        corrige=passage.corrige,
    )


def passage_of(*, etat: str, numero: int | None = None, des: str = "", **more: Any) -> Section:
    """A passage as boards have it; of `more` only what says something."""
    return {"etat": etat, "numero": numero, "des": des, **{key: said for key, said in more.items() if said}}


def unusual(type_choix: str) -> str | None:
    """A type de choix, where it is not « classique », which needs no word."""
    return None if type_choix in ("", CLASSIQUE) else type_choix


_PREFIXES: Final = ("AMPHI_STATE_", "PASSAGE_STATE_", "SLICE_STATE_")


def _word(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name.lower()


def _milliseconds(moment: Timestamp) -> int | None:
    return moment.ToMilliseconds() if moment.seconds else None
