"""Where boards of one kind come from, as a port: snapshots, what came since, heads (decision 10)."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from chassis.live.board import Changes, Snapshot, State

Change = TypeVar("Change", contravariant=False, covariant=False)


class Feed(Protocol[Change]):
    """One kind of board (`kind`: « amphi », « offre »), told by its owner over gRPC and Kafka."""

    kind: str

    def snapshot(self, board_id: str) -> Snapshot:
        """Fetch the whole state; `DomainError` where there is no such board."""

    def since(self, board_id: str, after: int) -> list[tuple[int, Change]] | None:
        """Fetch what came after a number, in order; None where only a snapshot helps."""

    def heads(self, board_ids: Iterable[str]) -> Mapping[str, int]:
        """Fetch the newest number of these boards, in one call."""

    def changes(self, state: State, change: Change) -> Changes | None:
        """Translate one change; None where it does not say enough and a snapshot must be fetched."""

    def cause(self, change: Change) -> str:
        """Name a change, for whoever is told of it."""
