"""The thread of a replica that has another key sign receipts when it is time (ENG-8)."""

from collections.abc import Callable
from typing import Final

import structlog

from chassis.errors import DomainError
from chassis.events.part import ThreadPart

log = structlog.get_logger(__name__)

EVERY_SECONDS: Final = 60.0


class KeyChanger(ThreadPart):
    """Asks every minute; whichever replica finds that it is time changes the key, once."""

    def __init__(self, change_if_due: Callable[[], str | None]) -> None:
        super().__init__("receipt keys")
        self._change_if_due = change_if_due

    def work(self) -> None:
        """Until stopped; a database that is away is waited for."""
        while not self.stopping.is_set():
            try:
                changed = self._change_if_due()
            except DomainError as error:
                log.warning("change of receipt keys waits", error=error.code)
            else:
                if changed is not None:
                    log.info("another key signs receipts", key=changed)
            self.stopping.wait(EVERY_SECONDS)
