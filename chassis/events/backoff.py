"""How long to wait before trying again what is away."""

import threading
from typing import Final

FIRST_SECONDS: Final = 0.2
LONGEST_SECONDS: Final = 5.0


class Backoff:
    """Waits twice as long each time, until `reset`; a stop ends the wait."""

    def __init__(self, stop: threading.Event, longest_seconds: float = LONGEST_SECONDS) -> None:
        self._stop = stop
        self._longest = longest_seconds
        self._seconds = FIRST_SECONDS

    def wait(self) -> None:
        """Returns when it is worth trying again, or at once when stopping."""
        self._stop.wait(self._seconds)
        self._seconds = min(self._seconds * 2, self._longest)

    def reset(self) -> None:
        """It worked: the next wait is short again."""
        self._seconds = FIRST_SECONDS
