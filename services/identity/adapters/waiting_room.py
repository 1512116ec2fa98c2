"""Where the impatient are slowed down, and no crowd of them keeps others waiting (SEC-4)."""

import time
from datetime import timedelta
from threading import BoundedSemaphore


class WaitingRoom:
    """A few seats: each delayed attempt occupies a thread, and the server has only so many."""

    def __init__(self, seats: int) -> None:
        self._seats = BoundedSemaphore(seats)

    def wait(self, delay: timedelta) -> bool:
        """Waits, and says whether there was a seat; a delay of nothing needs none."""
        if delay <= timedelta():
            return True
        if not self._seats.acquire(blocking=False):
            return False
        try:
            time.sleep(delay.total_seconds())
        finally:
            self._seats.release()
        return True
