"""What each decision of session changes on an amphi's board (decision 10).

Decisions say the result (`ends_at`), so that most are applied as they come; those that say less than a board
shows (a whole new roster, the end of an amphi moved by a pause) give None: a snapshot is fetched.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from chassis.live.amphi_state import NO_TURN, passage_of, pause_reason, unusual
from chassis.live.board import Changes, Section, State

Payload = Mapping[str, Any]
"""The decision's payload, with `amphi_id`, and `text` for the free text that lies beside the log."""

BY_ARS: Final = "ars"


def _instant(text: str) -> int:
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return int(moment.timestamp() * 1000)


def _with_etat(state: State, payload: Payload, etat: str, **more: Any) -> Section:
    rang = str(payload["rang_appel"])
    return {rang: passage_of(**{**state["passages"].get(rang, {}), "etat": etat, **more})}


def _with(state: State, payload: Payload, **more: Any) -> Section:
    rang = str(payload["rang_appel"])
    return {rang: passage_of(**{**state["passages"][rang], **more})}


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
    return None if _stands(state) else _lengthened(state, payload)


def _closing(_state: State, payload: Payload) -> Changes:
    return {"amphi": {"fin_a": _instant(payload["ends_at"])}}


def _reprise(state: State, payload: Payload) -> Changes | None:
    """Without a turn it is the end of the amphi that moves (ENG-7)."""
    in_turn = state["tour"].get("turn_id") is not None
    return _lengthened_if_running(state, payload) if in_turn else _closing(state, payload)


def _stopped(state: State, payload: Payload, amphi: Section) -> Changes | None:
    """Time stands from `stopped_since` on; what was left then stays shown."""
    if state["amphi"].get("fin_a") is not None:
        return None
    end = state["tour"].get("fin_a")
    if end is None:
        return {"amphi": amphi}
    left = max(end - _instant(payload["stopped_since"]), 0)
    return {"amphi": amphi, "tour": {"fin_a": None, "reste_ms": left}}


def _going_on(state: State, payload: Payload, amphi: Section) -> Changes | None:
    """One of two stops is lifted: time runs, or still stands for the other."""
    if "ends_at" not in payload:
        return {"amphi": amphi}
    if state["tour"].get("turn_id") is None:
        return None
    if "stopped_since" not in payload:
        return {"amphi": amphi, **_lengthened(state, payload)}
    left = max(_instant(payload["ends_at"]) - _instant(payload["stopped_since"]), 0)
    return {"amphi": amphi, "tour": {"fin_a": None, "reste_ms": left}}


def _paused(state: State, payload: Payload) -> Changes | None:
    by_engine = payload.get("reason_hash") is None
    motif = pause_reason(payload["text"], by_engine=by_engine)
    return _stopped(state, payload, {"etat": "en_pause", "motif": motif, "pause_moteur": by_engine})


def _resumed(state: State, payload: Payload) -> Changes | None:
    return _going_on(state, payload, {"etat": "en_cours", "motif": None, "pause_moteur": False})


def _frozen(state: State, payload: Payload) -> Changes | None:
    return _stopped(state, payload, {"gele": True})


def _thawed(state: State, payload: Payload) -> Changes | None:
    return _going_on(state, payload, {"gele": False})


def _stands(state: State) -> bool:
    return state["tour"].get("reste_ms") is not None


def _chosen(state: State, payload: Payload) -> Changes:
    choix = unusual(payload.get("type_choix", ""))
    passages = _with_etat(state, payload, "a_choisi", numero=payload["numero"], choix=choix)
    return {"tour": NO_TURN, "passages": passages}


def _missed(state: State, payload: Payload) -> Changes | None:
    """Whether an absent comes back alone: how one came back before, only session's board says (ENG-5)."""
    absent = payload["outcome"] == "absent"
    returned = state["passages"].get(str(payload["rang_appel"]), {}).get("retours", 0)
    used_up = returned >= state["amphi"].get("retours_max", 0)
    bouton = absent and (bool(payload.get("button_only")) or used_up)
    if absent and returned and not bouton:
        return None
    return {"tour": NO_TURN, "passages": _with_etat(state, payload, payload["outcome"], bouton=bouton)}


def _put_back(state: State, payload: Payload) -> Changes:
    """Returns that ARS makes are not counted (ENG-5)."""
    retours = state["passages"].get(str(payload["rang_appel"]), {}).get("retours", 0)
    retours += payload["by"] != BY_ARS
    return {"passages": _with_etat(state, payload, "en_retard", retours=retours, bouton=False)}


def _type_choix_set(state: State, payload: Payload) -> Changes:
    return {"passages": _with(state, payload, choix=unusual(payload["type_choix"]))}


def _procuration_set(state: State, payload: Payload) -> Changes:
    return {"passages": _with(state, payload, procuration=payload["procuration"])}


def _placed(state: State, payload: Payload) -> Changes:
    """Outside the choice, and classique whatever was accepted (CHX-8)."""
    return {"passages": _with_etat(state, payload, "affecte", numero=payload["numero"], choix=None)}


def _corrected(state: State, payload: Payload) -> Changes:
    """The posts of several, together (CHX-6); lines of another amphi of the stock are not of this board."""
    passages: Section = {}
    for line in payload["lines"]:
        if line.get("amphi_id", payload["amphi_id"]) == payload["amphi_id"]:
            passages |= _with(state, line, numero=line["numero"], corrige=True)
    return {"passages": passages}


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


ENDED: Final = {"etat": "termine", "fin_a": None, "motif": None, "pause_moteur": False, "gele": False}
"""ARS may end an amphi that stands (ENG-7)."""

APPLIERS: Final[dict[str, Callable[[State, Payload], Changes | None]]] = {
    "opened": lambda _state, _payload: {"amphi": {"etat": "ouvert"}},
    "slice_started": _slice_started,
    "slice_ended": _slice_ended,
    "turn_announced": _announced,
    "holder_seen": _lengthened_if_running,
    "choice_refused": _lengthened_if_running,
    "time_added": _lengthened_if_running,
    "reprise": _reprise,
    "paused": _paused,
    "resumed": _resumed,
    "frozen": _frozen,
    "thawed": _thawed,
    "chosen": _chosen,
    "turn_missed": _missed,
    "put_back": _put_back,
    "absence_set": _absence,
    "type_choix_set": _type_choix_set,
    "procuration_set": _procuration_set,
    "placed": _placed,
    "placement_refused": lambda _state, _payload: {},
    "correction_refused": lambda _state, _payload: {},
    "corrected": _corrected,
    "closing": _closing,
    "ended": lambda _state, _payload: {"amphi": ENDED},
}
