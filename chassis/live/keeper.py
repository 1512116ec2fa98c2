"""Keeps boards of one kind current: applies what Kafka tells, fetches what it misses (decision 10).

Start, gap, retention and loss of Kafka are all one path: the number is not the next one, so fetch.
"""

import threading
from collections.abc import Callable, Collection
from time import monotonic
from typing import Final, Generic, TypeVar

from chassis.errors import DomainError
from chassis.live.board import Delta, LiveBoard, Snapshot
from chassis.live.feed import Feed

Change = TypeVar("Change")
KEEP_UNWATCHED_SECONDS: Final = 600.0


class BoardKeeper(Generic[Change]):
    """Every board of one kind that somebody looks at here; `tell` gets each delta, once, in order."""

    def __init__(self, feed: Feed[Change], tell: Callable[[Delta], None]) -> None:
        self._feed = feed
        self._tell = tell
        self._boards: dict[str, LiveBoard] = {}
        self._touched: dict[str, float] = {}
        self._locks: dict[str, threading.RLock] = {}

    def get(self, board_id: str) -> LiveBoard:
        """Return the board, fetched the first time; `DomainError` where there is none."""
        self._touched[board_id] = monotonic()
        board = self._boards.get(board_id)
        if board is not None:
            return board
        with self._lock(board_id):
            if board_id not in self._boards:
                self._boards[board_id] = LiveBoard(self._feed.kind, board_id, self._first(board_id))
            return self._boards[board_id]

    def receive(self, board_id: str, number: int, change: Change) -> None:
        """Take one change as it was told; boards nobody looks at are left alone."""
        board = self._boards.get(board_id)
        if board is None or number <= board.number:
            return
        with self._lock(board_id):
            if number == board.number + 1:
                self._apply(board, number, change)
            elif number > board.number:
                self._fetch(board)

    def look(self, watched: Collection[str]) -> None:
        """Ask the owner for the heads and fetch what is missing; forget what nobody watches any more."""
        self._forget(watched)
        if not self._boards:
            return
        heads = self._feed.heads(sorted(self._boards))
        for board_id, board in list(self._boards.items()):
            if heads.get(board_id, 0) > board.number:
                with self._lock(board_id):
                    self._fetch(board)

    def known(self) -> Collection[str]:
        """The boards kept here."""
        return list(self._boards)

    def _first(self, board_id: str) -> Snapshot:
        try:
            return self._feed.snapshot(board_id)
        except DomainError:
            self._touched.pop(board_id, None)
            self._locks.pop(board_id, None)
            raise

    def _apply(self, board: LiveBoard, number: int, change: Change) -> None:
        changes = self._feed.changes(board.snapshot.state, change)
        if changes is None:
            self._take_snapshot(board)
        else:
            self._tell(board.advance(number, changes, self._feed.cause(change)))

    def _fetch(self, board: LiveBoard) -> None:
        missed = self._feed.since(board.board_id, board.number)
        if missed is None:
            self._take_snapshot(board)
            return
        for number, change in missed:
            if number == board.number + 1:
                self._apply(board, number, change)

    def _take_snapshot(self, board: LiveBoard) -> None:
        delta = board.replace(self._feed.snapshot(board.board_id))
        if delta is not None:
            self._tell(delta)

    def _forget(self, watched: Collection[str]) -> None:
        now = monotonic()
        for board_id in list(self._boards):
            if board_id in watched:
                self._touched[board_id] = now
            elif now - self._touched.get(board_id, 0) > KEEP_UNWATCHED_SECONDS:
                del self._boards[board_id], self._touched[board_id]
                self._locks.pop(board_id, None)

    def _lock(self, board_id: str) -> threading.RLock:
        return self._locks.setdefault(board_id, threading.RLock())
