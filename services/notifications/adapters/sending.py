"""A thread that empties the mail queue for as long as the process runs."""

from collections.abc import Callable

import structlog

from chassis.errors import DomainError
from chassis.events.part import ThreadPart
from services.notifications.use_cases.send_next_mail import Outcome

log = structlog.get_logger(__name__)

IDLE_SECONDS = 0.5
TROUBLED_SECONDS = 2.0


class Sending(ThreadPart):
    """Makes attempt after attempt; each thread has its own connection to the mail server."""

    def __init__(self, name: str, attempt: Callable[[], Outcome]) -> None:
        super().__init__(name)
        self._attempt = attempt

    def work(self) -> None:
        """Looks every half second where nothing waits."""
        while not self.stopping.is_set():
            self.stopping.wait(self._pause())

    def _pause(self) -> float:
        try:
            outcome = self._attempt()
        except DomainError as error:
            log.warning("mail_queue_unavailable", code=error.code)
            return TROUBLED_SECONDS
        return IDLE_SECONDS if outcome is Outcome.NOTHING_TO_SEND else 0
