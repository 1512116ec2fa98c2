"""Keeps processes running: starts again what dies, says so in one line, and ends everything it started."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType

from deploy.local.child import Child, Recipe, spoken_status, sweep_group
from deploy.local.errors import CannotStart
from deploy.local.parts import spawn, tail
from deploy.local.screen import notice

LOOK_EVERY = 0.1  # seconds
PR_SET_CHILD_SUBREAPER = 36


class StopAsked(Exception):  # Ctrl-C or SIGTERM, not an error
    """The person at the keyboard, or whoever started us, wants everything stopped."""


class Supervisor:
    """The processes of one run. Everything happens in the thread that calls it."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._children: list[Child] = []
        self._errands: list[subprocess.Popen[bytes]] = []
        self._stop_asked = 0
        # What a child leaves behind becomes ours, so that it can be ended.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def listen(self) -> None:
        """From now on Ctrl-C, SIGTERM and a closed window stop the run; a second one at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def start(self, recipe: Recipe) -> None:
        """Starts a process and keeps it running."""
        child = Child(recipe, self.log_of(recipe.name))
        child.start()
        self._children.append(child)
        self._write_pid(child)

    def log_of(self, name: str) -> Path:
        """Where a process writes."""
        return self._logs / f"{name}.log"

    def wait_ready(self, names: Iterable[str], seconds: float) -> None:
        """Returns once all of them answer; the first that cannot stops the start, with the end of its log."""
        waiting = [child for child in self._children if child.name in set(names)]
        end = time.monotonic() + seconds
        while waiting := [child for child in waiting if not self._answers(child)]:
            if time.monotonic() > end:
                raise CannotStart("\n".join(f"{self._silent(child, seconds)}" for child in waiting))
            self.pause()

    def run_once(self, name: str, command: list[str], environment: dict[str, str]) -> Callable[[], bool]:
        """Starts something that ends by itself; the answer tells whether it is done, or stops the start."""
        log = self.log_of(name)
        process = spawn(command, log, environment)
        self._errands.append(process)

        def is_done() -> bool:
            status = process.poll()
            if status is not None and status != 0:
                raise CannotStart(f"{name} a échoué ({spoken_status(status)}, {log}) :\n{tail(log)}")
            return status is not None

        return is_done

    def wait_for(self, *conditions: Callable[[], bool]) -> None:
        """Waits while the processes are looked after."""
        while not all([condition() for condition in conditions]):  # noqa: C419  # each is asked, to fail early
            self.look()
            self.pause()

    def look_forever(self) -> None:
        """Keeps everything running until somebody wants it stopped."""
        while True:
            self.look()
            self.pause()

    def look(self) -> None:
        """Starts again what died, after its pause."""
        for child in self._children:
            if child.has_ended():
                reason = child.bury()
                notice(f"{child.name} s’est arrêté ({reason}), on le relance (journal : {child.log})")
            elif child.start_again_at is not None and time.monotonic() >= child.start_again_at:
                child.start()
                self._write_pid(child)
            elif child.is_awaited and child.recipe.is_ready():
                child.is_awaited = False
                notice(f"{child.name} répond de nouveau, {time.monotonic() - child.started_at:.0f} s après")
        self._reap_strangers()

    def pause(self) -> None:
        """A short sleep, cut by whoever wants everything stopped."""
        if self._stop_asked:
            raise StopAsked
        time.sleep(LOOK_EVERY)

    def stop(self, names: Iterable[str], seconds: float) -> None:
        """Asks these to end, all at once; ends those that have not after so many seconds."""
        chosen = [child for child in self._children if child.name in set(names)]
        self._children = [child for child in self._children if child not in chosen]
        for child in chosen:
            child.ask_to_stop()
        end = time.monotonic() + seconds
        while any(child.process and child.process.poll() is None for child in chosen):
            if time.monotonic() > end or self._stop_asked > 1:
                break
            time.sleep(0.02)
        for child in chosen:
            child.kill()

    def stop_all(self, seconds: float) -> None:
        """Ends whatever is left, of ours or left behind by one of ours."""
        self.stop([child.name for child in self._children], seconds)
        for errand in self._errands:
            sweep_group(errand.pid)
            errand.wait()
        while strangers := _own_children():
            for pid in strangers:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)

    def names(self) -> list[str]:
        """Everything that is kept running."""
        return [child.name for child in self._children]

    def _answers(self, child: Child) -> bool:
        if child.has_ended():
            reason = child.bury()
            raise CannotStart(f"{child.name} s’est arrêté ({reason}, {child.log}) :\n{tail(child.log)}")
        return child.recipe.is_ready()

    def _silent(self, child: Child, seconds: float) -> str:
        return f"{child.name} ne répond pas après {seconds:.0f} s ({child.log}) :\n{tail(child.log)}"

    def _write_pid(self, child: Child) -> None:
        assert child.process is not None  # noqa: S101  # just started
        folder = self._logs.parent / "pids"
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".{child.name}"
        fresh.write_text(str(child.process.pid))
        fresh.replace(folder / child.name)  # at once: whoever reads finds a number

    def _reap_strangers(self) -> None:
        known = {child.process.pid for child in self._children if child.process}
        known |= {errand.pid for errand in self._errands}
        for pid in _own_children() - known:
            os.waitpid(pid, os.WNOHANG)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop_asked += 1


def _own_children() -> set[int]:
    pid = os.getpid()
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
