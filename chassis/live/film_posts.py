"""The posts of a film: what each decision moves on the offer, and how they stood before any (SIM-2).

A record tells every holder. Only how somebody holds a post in a correction (taken, or in surnombre) it leaves
to the posts themselves: whoever is not its holder has it in surnombre (CHX-5, CHX-6).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chassis.live.amphi_decisions import Payload
from chassis.live.amphi_state import unusual
from chassis.live.board import Section

Holder = tuple[str, int]
"""(amphi, rang)."""
Poste = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """An intern goes from a post to another, or to or from none."""

    who: Holder
    before: int | None
    after: int | None
    in_surnombre: bool = False
    """Where there is no post before: how the one after is taken."""

    @property
    def undone(self) -> "Move":
        """The way back."""
        return Move(self.who, self.after, self.before)


def moves_of(kind: str, payload: Payload) -> list[Move]:
    """Those of a decision: lines of other amphis of the stock too."""
    here = payload["amphi_id"]
    if kind in ("chosen", "placed"):
        surnombre = unusual(payload.get("type_choix") or "") is not None
        return [Move((here, payload["rang_appel"]), None, payload["numero"], surnombre)]
    if kind == "corrected":
        return [
            Move((line.get("amphi_id", here), line["rang_appel"]), line["before"], line["numero"])
            for line in payload["lines"]
        ]
    return []


def moved(postes: Section, moves: Iterable[Move]) -> Section:
    """What changes: all posts left, then all taken, since two may be exchanged."""
    changed: Section = {}
    arriving = []
    for move in moves:
        left = postes.get(str(move.before))
        surnombre = move.in_surnombre if left is None else _holder(left) != move.who
        if left is not None:
            now = changed.get(str(move.before)) or left
            changed[str(move.before)] = _one_more(now, -1) if surnombre else _held(now, None)
        arriving.append((move, surnombre))
    for move, surnombre in arriving:
        found = changed.get(str(move.after)) or postes.get(str(move.after))
        if found is not None:
            changed[str(move.after)] = _one_more(found, 1) if surnombre else _held(found, move.who)
    return changed


def before(amphi_id: str, postes: Section, told: Iterable[list[Move]]) -> Section:
    """As they stood before these decisions, from how they stand now; what others took stays."""
    stood = dict(postes)
    for moves in reversed(list(told)):
        stood |= moved(stood, [move.undone for move in moves])
    ours = {numero: _held(poste, None) for numero, poste in stood.items() if poste.get("amphi") == amphi_id}
    return stood | ours


def _holder(poste: Poste) -> Holder | None:
    return (poste["amphi"], poste["rang"]) if poste.get("pourvu") else None


def _held(poste: Poste, who: Holder | None) -> Section:
    amphi, rang = who or (None, None)
    return {**poste, "pourvu": who is not None, "rang": rang, "amphi": amphi}


def _one_more(poste: Poste, more: int) -> Section:
    return {**poste, "surnombres": max(poste.get("surnombres", 0) + more, 0)}
