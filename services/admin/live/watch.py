"""What the live part knows of the amphis, together; one a process."""

from collections.abc import Collection
from dataclasses import dataclass

from chassis.live.amphi_clock import AmphiClock
from chassis.live.board import LiveBoard
from chassis.live.hub import room_of
from chassis.live.keeper import BoardKeeper
from dci.events.v1.events_pb2 import Event
from dci.session.v1.session_pb2 import Decision
from services.admin.live.journal import Journals
from services.admin.live.labels import PosteLabels
from services.admin.live.people import Mandataires, People
from services.admin.live.presences import RUNNING, Presences

KIND = "amphi"


def room(amphi_id: str) -> str:
    """Name the room of those who watch an amphi."""
    return room_of(KIND, amphi_id)


@dataclass(frozen=True, slots=True)
class Watch:
    """Boards by session's decisions, and what the control room shows besides."""

    boards: BoardKeeper[Decision]
    clock: AmphiClock
    presences: Presences
    journals: Journals
    people: People
    mandataires: Mandataires
    labels: PosteLabels

    def board(self, amphi_id: str) -> LiveBoard:
        """Return the board of an amphi; `DomainError` where there is none."""
        return self.boards.get(amphi_id)

    def receive(self, event: Event) -> None:
        """Take an event from Kafka."""
        if event.WhichOneof("body") == "decision":
            self.boards.receive(event.decision.amphi_id, event.decision.seq, event.decision)

    def look(self, rooms: Collection[str]) -> None:
        """Compare with session's heads."""
        watched = _ids(rooms)
        self.boards.look(watched)
        self.journals.forget(watched | frozenset(self.boards.known()))

    def look_at_presences(self, rooms: Collection[str]) -> None:
        """Ask who is connected to the amphis that run or are about to."""
        known = set(self.boards.known())
        self.presences.look(sorted(each for each in _ids(rooms) & known if self._runs(each)))

    def _runs(self, amphi_id: str) -> bool:
        return self.boards.get(amphi_id).snapshot.state["amphi"]["etat"] in RUNNING


def _ids(rooms: Collection[str]) -> frozenset[str]:
    return frozenset(each.removeprefix(f"{KIND}:") for each in rooms if each.startswith(f"{KIND}:"))
