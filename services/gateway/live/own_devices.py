"""What is done on one device of an intern shows on the others at once."""

from chassis.live.hub import Emit, room_of
from dci.events.v1.events_pb2 import Event


def own_room(intern_id: str) -> str:
    """Name the room of an intern's own pages."""
    return room_of("interne", intern_id)


class OwnDevices:
    """Nudges them: each asks for what it may see."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit

    def receive(self, event: Event) -> None:
        """Take an event from Kafka."""
        if event.WhichOneof("body") == "favourites_changed":
            self._emit("favoris", {}, own_room(event.favourites_changed.intern_id))
