"""One timer for thousands: everybody's pings come from a single greenlet, to a tenth of a second."""

from typing import Final, Protocol

import gevent

TICK_SECONDS: Final = 0.1


class Due(Protocol):
    """Who waits for its time."""

    def due(self) -> None:
        """Do what was to be done now; may not wait."""


class Beat:
    """A wheel of moments up to `longest` seconds ahead."""

    def __init__(self, longest: float) -> None:
        self._wheel: list[list[Due]] = [[] for _ in range(int(longest / TICK_SECONDS) + 2)]
        self._at = 0
        self._turning = False

    def after(self, seconds: float, each: Due) -> None:
        """Call `each.due()` in so many seconds."""
        if not self._turning:
            self._turning = True
            gevent.spawn(self._turn)
        ahead = min(max(int(seconds / TICK_SECONDS), 1), len(self._wheel) - 1)
        self._wheel[(self._at + ahead) % len(self._wheel)].append(each)

    def _turn(self) -> None:
        while True:
            gevent.sleep(TICK_SECONDS)
            self._at = (self._at + 1) % len(self._wheel)
            now, self._wheel[self._at] = self._wheel[self._at], []
            for each in now:
                each.due()
