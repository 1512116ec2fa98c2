"""Who is connected anywhere, asked of session and told to each amphi's room when it changed (LIV-3)."""

from collections.abc import Callable, Collection, Mapping

from chassis.live.hub import Emit, LiveHub, room_of

RUNNING = frozenset({"ouvert", "en_cours", "en_pause"})


class PresenceStream:
    """At most one message a second and amphi, and none where nothing changed."""

    def __init__(
        self, hub: LiveHub, ask: Callable[[Collection[str]], Mapping[str, list[int]]], emit: Emit
    ) -> None:
        self._hub = hub
        self._ask = ask
        self._emit = emit

    def look(self, rooms: Collection[str]) -> None:
        """Ask for the amphis that somebody watches here."""
        watched = sorted(room.removeprefix("amphi:") for room in rooms if room.startswith("amphi:"))
        running = [each for each in watched if self._runs(each)]
        if not running:
            return
        for amphi_id, rangs in self._ask(running).items():
            if self._hub.set_present(amphi_id, rangs):
                self._emit("presence", {"rangs": rangs}, room_of("amphi", amphi_id))

    def _runs(self, amphi_id: str) -> bool:
        return self._hub.amphi(amphi_id).snapshot.state["amphi"]["etat"] in RUNNING
