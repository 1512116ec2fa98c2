"""A thread that copies the rosters still wanted, and asks again while session is away."""

import structlog

from chassis.errors import DomainError
from chassis.events.backoff import Backoff
from chassis.events.part import ThreadPart
from services.postes.use_cases.copy_rosters import CopyRosters

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1.0


class RosterCopier(ThreadPart):
    """A part of the process."""

    def __init__(self, copy: CopyRosters) -> None:
        super().__init__("rosters")
        self._copy = copy

    def work(self) -> None:
        """Looks each second until stopped."""
        backoff = Backoff(self.stopping)
        while not self.stopping.wait(LOOK_SECONDS):
            try:
                self._copy()
                backoff.reset()
            except DomainError as error:
                log.warning("rosters wait", error=error.code)
                backoff.wait()
