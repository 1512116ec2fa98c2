"""A finished amphi as a film (SIM-2): the boards as they began, and what each decision changed on them.

Made from the record and the last boards alone. The record names no speciality and no ward: these, and names,
do not change while an amphi runs, and come from the last boards.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from chassis.live.amphi_decisions import APPLIERS, Payload
from chassis.live.amphi_state import NO_TURN, passage_of, unusual
from chassis.live.board import Changes, Section, State, merged
from chassis.live.film_posts import before, moved, moves_of
from dci.session.v1 import session_pb2 as pb

_KEPT: Final = ("etat", "des")
_STOPPED: Final[Mapping[str, Section]] = {
    "paused": {"etat": "en_pause"},
    "resumed": {"etat": "en_cours", "motif": None, "pause_moteur": False},
    "frozen": {"gele": True},
    "thawed": {"gele": False},
}
"""Where no turn runs, all that a stop changes."""


@dataclass(frozen=True, slots=True)
class Image:
    """What one decision changed: at which instant (ms), on the amphi's board and on its offer's."""

    seq: int
    at: int
    kind: str
    amphi: Changes
    offre: Changes

    def wire(self) -> dict[str, Any]:
        """As the page gets it."""
        return {"seq": self.seq, "a": self.at, "type": self.kind, "amphi": self.amphi, "offre": self.offre}


@dataclass(frozen=True, slots=True)
class Film:
    """The boards at its beginning, then image by image."""

    amphi: State
    offre: State
    images: tuple[Image, ...]

    def wire(self) -> dict[str, Any]:
        """As the page gets it."""
        return {
            "amphi": self.amphi,
            "offre": self.offre,
            "images": [image.wire() for image in self.images],
        }


def film_of(amphi_id: str, amphi: State, offre: State, decisions: Iterable[pb.Decision]) -> Film:
    """From the boards at the end, and the whole record in order."""
    told = list(decisions)
    moves = [moves_of(decision.type, _payload(decision)) for decision in told]
    start = _beginning(amphi)
    stock = {**offre, "postes": before(amphi_id, offre["postes"], moves)}
    reel = _Reel(start, stock)
    return Film(start, stock, tuple(reel.image(decision) for decision in told))


class _Reel:
    """The boards while the record is read once."""

    def __init__(self, amphi: State, offre: State) -> None:
        self._blank = amphi
        self.amphi = amphi
        self.offre = offre
        self._came_back_alone: set[str] = set()

    def image(self, decision: pb.Decision) -> Image:
        payload = _payload(decision)
        on_amphi = self._on_amphi(decision.type, payload)
        on_offre = {"postes": moved(self.offre["postes"], moves_of(decision.type, payload))}
        self.amphi = merged(self.amphi, on_amphi)
        self.offre = merged(self.offre, on_offre)
        at = decision.at.ToMilliseconds()
        return Image(decision.seq, at, decision.type, on_amphi, on_offre)

    def _on_amphi(self, kind: str, payload: Payload) -> Changes:
        if kind == "validated":
            return self._validated(payload)
        if kind == "start_undone":
            return {**self._waiting_again(), "amphi": {"etat": "ouvert", "fin_a": None}, "tour": NO_TURN}
        if kind == "back_to_draft":
            return {"amphi": {"etat": "brouillon"}}
        if kind == "put_back" and payload["by"] == "connexion":
            self._came_back_alone.add(str(payload["rang_appel"]))
        applier = APPLIERS.get(kind)
        found = None if applier is None else applier(self.amphi, payload)
        return self._as_well_as_told(kind, payload) if found is None else found

    def _validated(self, payload: Payload) -> Changes:
        passages = {
            str(each["rang_appel"]): passage_of(
                etat="absence_prevue" if each.get("absence_prevue") else "en_attente",
                des=self._des(each["rang_appel"]),
                choix=unusual(each.get("type_choix") or ""),
                procuration=each.get("procuration"),
            )
            for each in payload["interns"]
        }
        return {"amphi": {"etat": "valide"}, "passages": passages, "sessions": self._blank["sessions"]}

    def _waiting_again(self) -> dict[str, Section]:
        self._came_back_alone.clear()
        passages = {
            rang: passage
            if passage["etat"] in ("absence_prevue", "affecte")
            else passage_of(**{**passage, "etat": "en_attente", "retours": 0, "bouton": False})
            for rang, passage in self.amphi["passages"].items()
        }
        return {"passages": passages, "sessions": self._blank["sessions"]}

    def _as_well_as_told(self, kind: str, payload: Payload) -> Changes:
        """A live board would fetch a snapshot here; a film shows what the decision itself says."""
        if kind in _STOPPED:
            return {"amphi": _STOPPED[kind]}
        if kind == "turn_missed":
            rang = str(payload["rang_appel"])
            told = {"etat": payload["outcome"], "bouton": rang in self._came_back_alone}
            passage = passage_of(**{**self.amphi["passages"][rang], **told})
            return {"tour": NO_TURN, "passages": {rang: passage}}
        return {}

    def _des(self, rang: int) -> str:
        found: str = self._blank["passages"].get(str(rang), {}).get("des", "")
        return found


def _payload(decision: pb.Decision) -> Payload:
    return {**json.loads(decision.payload), "amphi_id": decision.amphi_id, "text": decision.text}


def _beginning(amphi: State) -> State:
    """Nobody has chosen, nothing has started."""
    blank = {"etat": "valide", "motif": None, "pause_moteur": False, "gele": False, "fin_a": None}
    passages = {
        rang: {**{name: passage.get(name) for name in _KEPT}, "etat": "en_attente", "numero": None}
        for rang, passage in amphi["passages"].items()
    }
    sessions = {number: {**part, "etat": "prevue"} for number, part in amphi["sessions"].items()}
    return {
        **amphi,
        "amphi": {**amphi["amphi"], **blank},
        "tour": dict(NO_TURN),
        "passages": passages,
        "sessions": sessions,
    }
