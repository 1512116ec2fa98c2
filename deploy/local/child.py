"""One supervised process: how it is started, when it answers, and what happened when it ended."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.local.parts import spawn

CALM = 30.0  # seconds after which a process is taken to run well
LONGEST_PAUSE = 10.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """What has to be known to start a process, once or again."""

    name: str
    command: list[str]
    is_ready: Callable[[], bool]
    environment: dict[str, str] | None = None
    stop_signal: signal.Signals = signal.SIGTERM


@dataclass(slots=True)
class Child:
    """A process started from a recipe, again and again if need be."""

    recipe: Recipe
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float | None = None
    deaths_in_a_row: int = 0
    is_awaited: bool = False  # it was started again, and people are to be told when it answers

    @property
    def name(self) -> str:
        """As the screen and `make restart` call it."""
        return self.recipe.name

    def start(self) -> None:
        """Starts the process; its output goes to its log."""
        self.is_awaited = self.start_again_at is not None
        self.start_again_at = None
        self.started_at = time.monotonic()
        self.process = spawn(self.recipe.command, self.log, self.recipe.environment)

    def has_ended(self) -> bool:
        """Whether the process was started and is gone."""
        return self.process is not None and self.process.poll() is not None

    def bury(self) -> str:
        """After its end: what it left running is ended too, its next start is fixed; returns why it ended."""
        assert self.process is not None  # noqa: S101  # the caller asked `has_ended`
        sweep_group(self.process.pid)
        lived = time.monotonic() - self.started_at
        self.deaths_in_a_row = 0 if lived > CALM else self.deaths_in_a_row + 1
        self.start_again_at = time.monotonic() + pause_after(self.deaths_in_a_row)
        reason = spoken_status(self.process.returncode)
        self.process = None
        return reason

    def ask_to_stop(self) -> None:
        """Sends the signal at which this process ends properly."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.recipe.stop_signal)

    def kill(self) -> None:
        """Ends the process and whatever it started, at once."""
        if self.process is not None:
            sweep_group(self.process.pid)
            self.process.wait()


def pause_after(deaths: int) -> float:
    """Seconds before a process is started again: none at first, then longer and longer."""
    return 0.0 if deaths <= 1 else min(LONGEST_PAUSE, 2.0 ** (deaths - 2))


def spoken_status(status: int) -> str:
    """Why a process ended, in words."""
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"code {status}"


def sweep_group(group: int) -> None:
    """Ends what is left of a process's group."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
