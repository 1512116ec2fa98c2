"""Who is connected anywhere, asked of session for the amphis that somebody watches here (LIV-3)."""

from collections.abc import Callable, Collection

RUNNING = frozenset({"ouvert", "en_cours", "en_pause"})


class Presences:
    """The ranks with a live connection, by amphi; `tell` is called where they changed."""

    def __init__(self, ask: Callable[[str], list[int]], tell: Callable[[str], object]) -> None:
        self._ask = ask
        self._tell = tell
        self._present: dict[str, frozenset[int]] = {}

    def of(self, amphi_id: str) -> frozenset[int]:
        """As last told; asked the first time."""
        if amphi_id not in self._present:
            self._present[amphi_id] = frozenset(self._ask(amphi_id))
        return self._present[amphi_id]

    def look(self, amphi_ids: Collection[str]) -> None:
        """Ask again, and forget the others."""
        self._present = {each: found for each, found in self._present.items() if each in amphi_ids}
        for amphi_id in amphi_ids:
            found = frozenset(self._ask(amphi_id))
            if self._present.get(amphi_id) != found:
                self._present[amphi_id] = found
                self._tell(amphi_id)
