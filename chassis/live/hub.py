"""Boards and rooms together: every delta goes to its room, and whoever comes gets what it misses (LIV-1)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

from chassis.errors import DomainError, Kind
from chassis.live.amphi_clock import AmphiClock
from chassis.live.board import Delta, LiveBoard, Section
from chassis.live.keeper import BoardKeeper
from dci.events.v1.events_pb2 import Event
from dci.postes.v1.postes_pb2 import OfferChange
from dci.session.v1.session_pb2 import Decision


class Emit(Protocol):
    """Sends an event to everybody in a room."""

    def __call__(self, event: str, content: dict[str, Any], room: str) -> None: ...


class AmphiPasPublic(DomainError):
    """A brouillon is nobody's business but ARS's: as if there were none."""

    code = "amphi_inconnu"
    kind = Kind.NOT_FOUND
    text = "Cet amphi n’existe pas."


@dataclass(frozen=True, slots=True)
class Position:
    """Where a client's boards stand; None where it has nothing yet."""

    seq: int | None = None
    version: int | None = None


def room_of(kind: str, board_id: str) -> str:
    """Name the room in which a board is told."""
    return f"{kind}:{board_id}"


class LiveHub:
    """What the live part knows and says; one a process."""

    def __init__(
        self, amphis: BoardKeeper[Decision], offers: BoardKeeper[OfferChange], clock: AmphiClock
    ) -> None:
        self._amphis = amphis
        self._offers = offers
        self.clock = clock
        self._present: dict[str, list[int]] = {}

    def receive(self, event: Event) -> None:
        """Take an event from Kafka."""
        match event.WhichOneof("body"):
            case "decision":
                self._amphis.receive(event.decision.amphi_id, event.decision.seq, event.decision)
            case "offer_changed":
                change = event.offer_changed
                self._offers.receive(change.offer_id, change.version, change)

    def look(self, watched: Collection[str]) -> None:
        """Compare with the owners' heads; `watched` are the rooms in which somebody is."""
        self._amphis.look(_ids("amphi", watched))
        self._offers.look(_ids("offre", watched))

    def amphi(self, amphi_id: str) -> LiveBoard:
        """Return the board of an amphi; `DomainError` where there is none."""
        return self._amphis.get(amphi_id)

    def public(self, amphi_id: str) -> LiveBoard:
        """Return the board of an amphi that everybody may see; `AmphiPasPublic` for a brouillon."""
        board = self.amphi(amphi_id)
        if board.snapshot.state["amphi"]["etat"] == "brouillon":
            raise AmphiPasPublic
        return board

    def offer(self, offer_id: str) -> LiveBoard:
        """Return the board of an offer."""
        return self._offers.get(offer_id)

    def rooms(self, amphi_id: str) -> list[str]:
        """Name the rooms of an amphi's page."""
        offer_id = self.public(amphi_id).snapshot.state["amphi"]["offer_id"]
        return [room_of("amphi", amphi_id), room_of("offre", offer_id)]

    def catch_up(self, amphi_id: str, at: Position, aside: Callable[[Section], Section]) -> dict[str, Any]:
        """Say what a client misses, with the amphi's time; `aside` projects what lies aside for it.

        Without the offer where postes is away: the amphi goes on, and its page says why time stands.
        """
        amphi = self.public(amphi_id)
        return {
            "now": self.clock.now(),
            "offre": self._offer_missed(amphi.snapshot.state["amphi"]["offer_id"], at.version),
            "amphi": _missed(amphi, at.seq, aside),
            "rangs": self._present.get(amphi_id, []),
        }

    def _offer_missed(self, offer_id: str, version: int | None) -> dict[str, Any] | None:
        try:
            return _missed(self.offer(offer_id), version, lambda _: {})
        except DomainError as error:
            if error.kind is Kind.UNAVAILABLE:
                return None
            raise

    def set_present(self, amphi_id: str, rangs: list[int]) -> bool:
        """Note who is connected; say whether it changed."""
        if self._present.get(amphi_id) == rangs:
            return False
        self._present[amphi_id] = rangs
        return True

    def present(self, amphi_id: str) -> list[int]:
        """Return the ranks with a live connection, as last told."""
        return self._present.get(amphi_id, [])


def emit_deltas(emit: Emit) -> Callable[[Delta], None]:
    """Send each delta to the room of its board."""
    return lambda delta: emit("delta", delta.wire(), room_of(delta.board, delta.board_id))


def _missed(board: LiveBoard, number: int | None, aside: Callable[[Section], Section]) -> dict[str, Any]:
    deltas = None if number is None else board.since(number)
    if deltas is not None:
        return {"deltas": [delta.wire() for delta in deltas]}
    snapshot = board.snapshot
    return {"snapshot": {"number": snapshot.number, "state": snapshot.state, **aside(snapshot.aside)}}


def _ids(kind: str, rooms: Collection[str]) -> set[str]:
    return {room.removeprefix(f"{kind}:") for room in rooms if room.startswith(f"{kind}:")}
