"""A thread that copies the rosters still wanted, and asks again while session is away."""

from uuid import UUID

import structlog

from chassis.errors import DomainError
from chassis.events.backoff import Backoff
from chassis.events.part import ThreadPart
from services.postes.use_cases.copy_rosters import CopyRosters

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1.0


class RosterCopier(ThreadPart):
    """A part of the process; a roster that cannot be copied stops neither the others nor the process."""

    def __init__(self, rosters: CopyRosters) -> None:
        super().__init__("rosters")
        self._rosters = rosters

    def work(self) -> None:
        """Looks each second until stopped."""
        backoff = Backoff(self.stopping)
        while not self.stopping.wait(LOOK_SECONDS):
            if self.look():
                backoff.reset()
            else:
                backoff.wait()

    def look(self) -> bool:
        """Copies what is wanted; whether all of it could be."""
        try:
            wanted = self._rosters.wanted()
        except DomainError as error:
            log.warning("rosters wait", error=error.code)
            return False
        copied = [self._copied(amphi_id, seq) for amphi_id, seq in wanted]
        return all(copied)

    def _copied(self, amphi_id: UUID, seq: int) -> bool:
        try:
            self._rosters.copy(amphi_id, seq)
        except DomainError as error:
            log.warning("roster waits", amphi_id=str(amphi_id), error=error.code)
            return False
        except Exception:
            log.exception("roster cannot be copied", amphi_id=str(amphi_id))
            return False
        return True
