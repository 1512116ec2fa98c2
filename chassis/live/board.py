"""A board: state with a number, the deltas that led to it, and what whoever missed some is told (LIV-1).

State is sections → keys → values. A delta says what changed between two numbers, so that a client merges
it without knowing why; the page’s script (`static/js/board.js`) does the same merge.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Section = dict[str, Any]
State = dict[str, Section]
Changes = Mapping[str, Mapping[str, Any]]
"""Section → key → new value; None takes the key away."""

KEPT_DELTAS: Final = 500


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole state; `aside` is what only some may see, or what deltas do not carry (names)."""

    number: int
    state: State
    aside: Section = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delta:
    """From `previous` to `number`; `reload`: what lies aside changed too, a snapshot is needed.

    `cause` is the name of the event behind it, for pages that say why; several at once have none.
    """

    board: str
    board_id: str
    previous: int
    number: int
    changes: Changes
    reload: bool = False
    cause: str = ""

    def wire(self) -> dict[str, Any]:
        """The delta as clients get it."""
        return {
            "board": self.board,
            "id": self.board_id,
            "previous": self.previous,
            "number": self.number,
            "set": self.changes,
            "reload": self.reload,
            "cause": self.cause,
        }


class LiveBoard:
    """One board in memory. Whoever changes it holds the keeper's lock."""

    def __init__(self, kind: str, board_id: str, snapshot: Snapshot) -> None:
        self.kind = kind
        self.board_id = board_id
        self.snapshot = snapshot
        self._deltas: deque[Delta] = deque(maxlen=KEPT_DELTAS)

    @property
    def number(self) -> int:
        """The newest number it knows."""
        return self.snapshot.number

    def advance(self, number: int, changes: Changes, cause: str = "") -> Delta:
        """Apply the changes of one event."""
        state = merged(self.snapshot.state, changes)
        return self._became(Snapshot(number, state, self.snapshot.aside), changes, cause=cause)

    def replace(self, snapshot: Snapshot) -> Delta | None:
        """Take a fetched state; None where it says nothing new."""
        if snapshot.number <= self.number:
            return None
        changes = difference(self.snapshot.state, snapshot.state)
        return self._became(snapshot, changes, reload=snapshot.aside != self.snapshot.aside)

    def since(self, number: int) -> list[Delta] | None:
        """Return what came after `number`, or None where only a snapshot helps."""
        if number == self.number:
            return []
        missed = [delta for delta in self._deltas if delta.number > number]
        if not missed or missed[0].previous != number or any(delta.reload for delta in missed):
            return None
        return missed

    def _became(
        self, snapshot: Snapshot, changes: Changes, *, reload: bool = False, cause: str = ""
    ) -> Delta:
        delta = Delta(self.kind, self.board_id, self.number, snapshot.number, changes, reload, cause)
        self.snapshot = snapshot
        self._deltas.append(delta)
        return delta


def merged(state: State, changes: Changes) -> State:
    """Return the state with the changes; sections without any are shared, not copied."""
    after = dict(state)
    for name, section in changes.items():
        both = {**state.get(name, {}), **section}
        after[name] = {key: value for key, value in both.items() if key not in section or value is not None}
    return after


def difference(before: State, after: State) -> dict[str, Section]:
    """Return the changes that lead from one state to the other."""
    changes: dict[str, Section] = {}
    for name in before.keys() | after.keys():
        old, new = before.get(name, {}), after.get(name, {})
        section = {key: new.get(key) for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        if section:
            changes[name] = section
    return changes
