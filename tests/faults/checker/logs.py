"""The published record of an amphi, read as turns: what everybody can rebuild from it alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from tests.faults.checker.instants import Span, instant
from tests.faults.history import Row, Rows

ENDS = frozenset({"chosen", "turn_missed", "start_undone", "back_to_draft"})
OF_A_CHOICE = frozenset({"chosen", "choice_refused"})
ANSWERS = {
    "chosen": ("choice_id", True),
    "choice_refused": ("choice_id", False),
    "placed": ("placement_id", True),
    "placement_refused": ("placement_id", False),
    "corrected": ("correction_id", True),
    "correction_refused": ("correction_id", False),
}
"""Decisions that answer what postes was asked: under which id, and whether it said yes."""


@dataclass(slots=True)
class Turn:
    """From its announcement to whatever ended it."""

    announced: Row
    settings: dict[str, Any]
    inside: Rows = field(default_factory=list)
    end: Row | None = None

    @property
    def turn_id(self) -> str:
        """Which."""
        return str(self.announced["payload"]["turn_id"])

    @property
    def span(self) -> Span | None:
        """From when to when by the amphi's clock; None while it runs."""
        if self.end is None:
            return None
        return instant(self.announced["payload"]["announced_at"]), instant(self.end["at"])


@dataclass(slots=True)
class Stopped:
    """Follows two separate stops, pause and freeze: time runs where neither stands."""

    paused: bool = False
    frozen: bool = False
    since: datetime | None = None

    def after(self, decision: Row) -> Span | None:
        """The stop that this decision ends, if it ends one."""
        kind, payload = decision["type"], decision["payload"]
        self.paused = kind == "paused" or (self.paused and kind not in {"resumed", "ended"})
        self.frozen = kind == "frozen" or (self.frozen and kind not in {"thawed", "ended"})
        if kind in {"paused", "frozen"} and self.since is None:
            self.since = instant(payload["stopped_since"])
        elif self.since is not None and not self.paused and not self.frozen:
            until = payload.get("resumed_at") or payload.get("thawed_at") or decision["at"]
            stop, self.since = (self.since, instant(until)), None
            return stop
        return None


@dataclass(slots=True)
class Log:
    """One amphi's decisions, and what they say of turns."""

    amphi_id: str
    decisions: Rows
    turns: list[Turn] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    """Decisions that do not fit where they stand."""

    def of_type(self, *types: str) -> Iterator[Row]:
        """Decisions of these types, in order."""
        return (each for each in self.decisions if each["type"] in types)

    def stops(self) -> Iterator[Span]:
        """When time stood, by pause or freeze, as the decisions say."""
        stopped = Stopped()
        for each in self.decisions:
            if (stop := stopped.after(each)) is not None:
                yield stop

    def asleep(self) -> Iterator[Span]:
        """When no replica looked, as the decisions say."""
        for each in self.of_type("reprise"):
            woken = instant(each["payload"]["woken_at"])
            yield woken - timedelta(microseconds=each["payload"]["gap_us"]), woken


def logs_of(record: Iterable[Row]) -> list[Log]:
    """Every amphi's log."""
    ordered = sorted(record, key=lambda row: str(row["amphi_id"]))
    return [_read(amphi_id, list(rows)) for amphi_id, rows in groupby(ordered, lambda row: row["amphi_id"])]


def _read(amphi_id: str, decisions: Rows) -> Log:
    log = Log(amphi_id, decisions)
    settings: dict[str, Any] = {}
    turn: Turn | None = None
    for each in decisions:
        kind, payload = each["type"], each["payload"]
        if kind == "validated":
            settings = payload["settings"]
        if kind == "turn_announced":
            if turn is not None:
                log.strays.append(f"turn {payload['turn_id']} begins while {turn.turn_id} runs")
            turn = Turn(each, settings)
            log.turns.append(turn)
        elif turn is not None and payload.get("turn_id", turn.turn_id) == turn.turn_id:
            turn.inside.append(each)
            if kind in ENDS:
                turn.end, turn = each, None
        elif kind in OF_A_CHOICE or kind == "turn_missed":
            log.strays.append(f"{kind} {each['seq']} of turn {payload['turn_id']}, which does not run")
    return log
