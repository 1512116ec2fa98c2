"""Who is connected anywhere, asked of session for the amphis that somebody watches here (LIV-3)."""

from collections.abc import Callable, Collection, Mapping

RUNNING = frozenset({"ouvert", "en_cours", "en_pause"})
Ask = Callable[[Collection[str]], Mapping[str, Collection[int]]]


class Presences:
    """The ranks with a live connection, by amphi; `tell` is called where they changed."""

    def __init__(self, ask: Ask, tell: Callable[[str], object]) -> None:
        self._ask = ask
        self._tell = tell
        self._present: dict[str, frozenset[int]] = {}

    def of(self, amphi_id: str) -> frozenset[int]:
        """As last told; asked the first time."""
        if amphi_id not in self._present:
            self._present[amphi_id] = frozenset(self._ask([amphi_id]).get(amphi_id, ()))
        return self._present[amphi_id]

    def look(self, amphi_ids: Collection[str]) -> None:
        """Ask again, and forget the others."""
        self._present = {each: found for each, found in self._present.items() if each in amphi_ids}
        if not amphi_ids:
            return
        for amphi_id, rangs in self._ask(amphi_ids).items():
            found = frozenset(rangs)
            if self._present.get(amphi_id) != found:
                self._present[amphi_id] = found
                self._tell(amphi_id)
