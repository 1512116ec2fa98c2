"""The amphi's clock in a live process: session's, which is its database's, and not this host's (TRN-3)."""

import threading
from collections import deque
from collections.abc import Callable
from time import time
from typing import Final

from google.protobuf.timestamp_pb2 import Timestamp

REMEMBERED: Final = 8


class AmphiClock:
    """Learns from session's answers how far this host's clock is off; the fastest is believed most."""

    def __init__(self, host: Callable[[], float] = time) -> None:
        self._host = host
        self._samples: deque[tuple[float, float]] = deque(maxlen=REMEMBERED)
        self._offset = 0.0
        self._lock = threading.Lock()

    def host(self) -> float:
        """Return this host's time in milliseconds: when a question was sent."""
        return self._host() * 1000

    def learn(self, sent: float, told: Timestamp) -> None:
        """Take the time that an answer bears, to a question sent at `sent`; one without says nothing."""
        if not told.seconds:
            return
        received = self.host()
        with self._lock:
            self._samples.append((received - sent, told.ToMilliseconds() - (sent + received) / 2))
            self._offset = min(self._samples)[1]

    def now(self) -> int:
        """Return the amphi's time in milliseconds, for countdowns; the host's before anything was learnt."""
        return round(self.host() + self._offset)
