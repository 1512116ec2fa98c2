"""Keeping a board current: applied, skipped, caught up, forgotten (decision 10)."""

import threading
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.errors import DomainError, Kind
from chassis.live import keeper as module
from chassis.live.board import Changes, Delta, Snapshot, State
from chassis.live.keeper import BoardKeeper


class Unknown(DomainError):
    """No such board."""

    kind = Kind.NOT_FOUND


class Owner:
    """A feed whose changes are whole numbers; number n adds key n. « ? » asks for a snapshot."""

    kind = "essai"

    def __init__(self) -> None:
        self.log: list[str] = ["a", "b"]
        self.snapshots = 0
        self.asked_since: list[int] = []
        self.too_far = False

    def snapshot(self, board_id: str) -> Snapshot:
        """The whole."""
        if board_id != "x":
            raise Unknown
        self.snapshots += 1
        return Snapshot(len(self.log), {"s": {str(number): word for number, word in enumerate(self.log, 1)}})

    def since(self, board_id: str, after: int) -> list[tuple[int, str]] | None:
        """What came since."""
        assert board_id == "x"
        self.asked_since.append(after)
        return None if self.too_far else [(n, word) for n, word in enumerate(self.log, 1) if n > after]

    def heads(self, board_ids: Iterable[str]) -> Mapping[str, int]:
        """The newest numbers."""
        return {board_id: len(self.log) for board_id in board_ids}

    def changes(self, state: State, change: str) -> Changes | None:
        """One word."""
        return None if change == "?" else {"s": {str(len(state["s"]) + 1): change}}

    def cause(self, change: str) -> str:
        """Said as it is."""
        return f"because {change}"


@pytest.fixture
def owner() -> Owner:
    """The owner of the boards."""
    return Owner()


@pytest.fixture
def told() -> list[Delta]:
    """What the room heard."""
    return []


@pytest.fixture
def keeper(owner: Owner, told: list[Delta]) -> BoardKeeper[str]:
    """A keeper with the board x."""
    made: BoardKeeper[str] = BoardKeeper(owner, told.append)
    made.get("x")
    return made


def words(keeper: BoardKeeper[str]) -> str:
    """The board's words in order."""
    return "".join(keeper.get("x").snapshot.state["s"].values())


def test_the_next_change_is_applied_and_told(
    keeper: BoardKeeper[str], owner: Owner, told: list[Delta]
) -> None:
    owner.log.append("c")
    keeper.receive("x", 3, "c")
    assert words(keeper) == "abc"
    assert [(delta.previous, delta.number) for delta in told] == [(2, 3)]


def test_a_change_told_twice_is_applied_once(keeper: BoardKeeper[str], told: list[Delta]) -> None:
    keeper.receive("x", 3, "c")
    keeper.receive("x", 3, "c")
    keeper.receive("x", 1, "a")
    assert words(keeper) == "abc"
    assert len(told) == 1


@pytest.mark.rule("LIV-1")
def test_a_gap_is_fetched_from_the_owner(keeper: BoardKeeper[str], owner: Owner, told: list[Delta]) -> None:
    owner.log += ["c", "d", "e"]
    keeper.receive("x", 5, "e")
    assert words(keeper) == "abcde"
    assert owner.asked_since == [2]
    assert [delta.number for delta in told] == [3, 4, 5]


@pytest.mark.rule("G-6")
def test_with_kafka_away_the_heads_bring_what_is_missing(keeper: BoardKeeper[str], owner: Owner) -> None:
    owner.log += ["c"]
    keeper.look({"x"})
    assert words(keeper) == "abc"


def test_too_far_back_takes_a_snapshot_and_tells_the_difference(
    keeper: BoardKeeper[str], owner: Owner, told: list[Delta]
) -> None:
    owner.log += ["c", "d"]
    owner.too_far = True
    keeper.look({"x"})
    assert words(keeper) == "abcd"
    assert [(delta.previous, delta.number) for delta in told] == [(2, 4)]


def test_a_change_that_says_too_little_takes_a_snapshot(keeper: BoardKeeper[str], owner: Owner) -> None:
    owner.log.append("?")
    keeper.receive("x", 3, "?")
    assert words(keeper) == "ab?"
    assert owner.snapshots == 2


def test_an_unknown_board_leaves_nothing_behind(keeper: BoardKeeper[str]) -> None:
    with pytest.raises(Unknown):
        keeper.get("y")
    assert keeper.known() == ["x"]


def test_two_who_ask_at_once_for_an_unknown_board_are_both_refused(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_there = threading.Barrier(2, timeout=5)

    def slow(_board_id: str) -> Snapshot:
        both_there.wait()
        raise Unknown

    monkeypatch.setattr(owner, "snapshot", slow)
    keeper = BoardKeeper(owner, lambda _delta: None)
    monkeypatch.setattr(keeper, "_lock", lambda _board_id: threading.RLock())  # as after a first refusal

    with ThreadPoolExecutor(2) as pool:
        errors = [each.exception() for each in [pool.submit(keeper.get, "y") for _ in range(2)]]

    assert [type(error) for error in errors] == [Unknown, Unknown]


def test_what_nobody_watches_is_forgotten(
    keeper: BoardKeeper[str], monkeypatch: pytest.MonkeyPatch, owner: Owner
) -> None:
    start = time.monotonic()
    monkeypatch.setattr(module, "monotonic", lambda: start + 601)
    keeper.look({"x"})
    assert keeper.known() == ["x"]
    monkeypatch.setattr(module, "monotonic", lambda: start + 1300)
    keeper.look(set())
    assert keeper.known() == []
    keeper.receive("x", 3, "c")
    assert owner.asked_since == []
