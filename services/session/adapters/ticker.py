"""The threads of a replica that look at amphis and probe postes; any number of replicas run them (G-5)."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final
from uuid import UUID

import structlog

from chassis.errors import DomainError
from chassis.events.part import ThreadPart
from chassis.metrics import counter, gauge
from services.session.use_cases.asked import Stored
from services.session.use_cases.look import Look
from services.session.use_cases.sitting import is_choice
from services.session.use_cases.watch_postes import WatchPostes

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS: Final = 0.2
PROBE_EVERY_SECONDS: Final = 1.0
FINISHERS: Final = 4

LOOKS = counter("amphi_looks", "Amphis that were due and that this replica looked at", "outcome")
DUE = gauge("amphis_due", "Amphis that were due at the last look")


class Prober(ThreadPart):
    """Probes postes each second while an amphi runs."""

    def __init__(self, watch: WatchPostes) -> None:
        super().__init__("probe of postes")
        self._watch = watch

    def work(self) -> None:
        """Until stopped; a database that is away is waited for."""
        while not self.stopping.is_set():
            try:
                self._watch()
            except DomainError as error:
                log.warning("probe waits", error=error.code)
            self.stopping.wait(PROBE_EVERY_SECONDS)


class Ticker(ThreadPart):
    """Looks at every amphi that is due. It never waits for postes: what waits is finished beside it.

    Choices by threads of their own: somebody's turn stands while one waits, and ARS may have asked for many.
    """

    def __init__(self, look: Look, watch: WatchPostes) -> None:
        super().__init__("looks")
        self._look = look
        self._watch = watch
        self._turns = ThreadPoolExecutor(FINISHERS, thread_name_prefix="finish a choice")
        self._interventions = ThreadPoolExecutor(FINISHERS, thread_name_prefix="finish what ARS asked")
        self._finishing: dict[UUID, Future[None]] = {}

    def work(self) -> None:
        """Until stopped."""
        while not self.stopping.wait(LOOK_EVERY_SECONDS):
            try:
                self._round()
            except DomainError as error:
                log.warning("looks wait", error=error.code)

    def stop(self) -> None:
        """Finish what is under way."""
        super().stop()
        for finishers in (self._turns, self._interventions):
            finishers.shutdown(wait=True, cancel_futures=True)

    def _round(self) -> None:
        due = self._look.due()
        DUE.set(len(due))
        if due and self._watch.must_leave_it_to_others():
            LOOKS.labels("left to others").inc()
            return
        for amphi_id in due:
            self._at(amphi_id)

    def _at(self, amphi_id: UUID) -> None:
        """One amphi; whatever is wrong with it stays with it."""
        try:
            unanswered = self._look.at(amphi_id)
        except DomainError as error:
            log.warning("look failed", amphi=str(amphi_id), error=error.code)
            LOOKS.labels("failed").inc()
            return
        except Exception:
            log.exception("look failed", amphi=str(amphi_id))
            LOOKS.labels("failed").inc()
            return
        LOOKS.labels("done").inc()
        for stored in unanswered:
            self._finish(stored)

    def _finish(self, stored: Stored) -> None:
        running = self._finishing.get(stored.command_id)
        if running is None or running.done():
            self._finishing = {key: one for key, one in self._finishing.items() if not one.done()}
            finishers = self._turns if is_choice(stored) else self._interventions
            self._finishing[stored.command_id] = finishers.submit(self._settle, stored)

    def _settle(self, stored: Stored) -> None:
        try:
            self._look.engine.finish(stored)
        except DomainError as error:
            log.info("command still unanswered", command=str(stored.command_id), error=error.code)
        except Exception:
            log.exception("command not finished", command=str(stored.command_id))
