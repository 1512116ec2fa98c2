"""The board of an amphi, by session's decisions. Shared by gateway and admin; names lie aside."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import structlog

from chassis.live.amphi_clock import AmphiClock
from chassis.live.amphi_decisions import APPLIERS
from chassis.live.amphi_state import state_of
from chassis.live.board import Changes, Section, Snapshot, State
from dci.session.v1 import session_pb2 as pb

log = structlog.get_logger(__name__)


class AmphiReader(Protocol):
    """What the feed asks of session's BoardService."""

    def board(self, amphi_id: str) -> pb.Board:
        """The whole board, with full names."""

    def decisions_since(self, amphi_id: str, after: int) -> list[pb.Decision]:
        """At most 1,000 decisions, in order."""

    def heads(self) -> pb.GetHeadsResponse:
        """The newest seq of every live amphi, and the amphi's time."""


class AmphiFeed:
    """Boards « amphi », id = amphi_id, number = seq. `aside` adds what a service shows besides names.

    `clock` learns from each answer that bears session's time.
    """

    kind = "amphi"

    def __init__(
        self, reader: AmphiReader, clock: AmphiClock, aside: Callable[[pb.Board], Section] | None = None
    ) -> None:
        self._reader = reader
        self._clock = clock
        self._aside = aside or names_aside

    def snapshot(self, board_id: str) -> Snapshot:
        """Fetch the whole board."""
        sent = self._clock.host()
        board = self._reader.board(board_id)
        self._clock.learn(sent, board.server_time)
        return Snapshot(board.seq, state_of(board), self._aside(board))

    def since(self, board_id: str, after: int) -> list[tuple[int, pb.Decision]] | None:
        """Fetch decisions; None where there are more than one answer holds."""
        decisions = self._reader.decisions_since(board_id, after)
        return [(decision.seq, decision) for decision in decisions] or None

    def heads(self, board_ids: Iterable[str]) -> Mapping[str, int]:
        """Fetch the heads of all live amphis in one call."""
        sent = self._clock.host()
        told = self._reader.heads()
        self._clock.learn(sent, told.server_time)
        return {board_id: told.seqs[board_id] for board_id in board_ids if board_id in told.seqs}

    def changes(self, state: State, change: pb.Decision) -> Changes | None:
        """Apply one decision, or ask for a snapshot: also for one that a newer session writes otherwise."""
        applier = APPLIERS.get(change.type)
        if applier is None:
            return None
        try:
            beside = {"amphi_id": change.amphi_id, "text": change.text}
            return applier(state, {**json.loads(change.payload), **beside})
        except (KeyError, ValueError) as unlike:
            log.warning("decision unlike ours", type=change.type, seq=change.seq, missing=str(unlike))
            return None

    def cause(self, change: pb.Decision) -> str:
        """Its type, as the record has it."""
        return change.type


def names_aside(board: pb.Board) -> Section:
    """Full names by rank; whoever shows them projects them (PUB-3)."""
    return {"noms": {str(passage.rang_appel): passage.identity for passage in board.passages}}
