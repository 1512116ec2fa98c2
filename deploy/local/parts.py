"""A part: a server written by others (PostgreSQL, Kafka, mailbox) that runs here as a plain child process."""

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from deploy.local.errors import CannotStart


class Part(Protocol):
    """What the supervisor and the tests need to know of a part."""

    name: str
    stop_signal: signal.Signals

    def prepare(self) -> None:
        """Makes its data folder if there is none yet. Runs in a thread of its own."""

    def command(self) -> list[str]:
        """The command that serves in the foreground."""

    def is_ready(self) -> bool:
        """Whether it answers now."""


def spawn(
    command: list[str], log: Path, environment: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Starts a process in a group of its own.

    Call it from a thread that lasts: the kernel takes the end of that thread for the end of the parent.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603  # commands are written in this folder
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )


def die_with_parent(command: list[str], with_signal: str = "KILL") -> list[str]:
    """The command, ended by the kernel when the process that started it is gone, even by `kill -9`."""
    return ["setpriv", "--pdeathsig", with_signal, "--", *command]


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], what: str, log: Path, seconds: float
) -> None:
    """Returns as soon as the process answers; says why it does not, with the last lines of its log."""
    end = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None:
            raise CannotStart(f"{what} s’est arrêté au démarrage ({log}) :\n{tail(log)}")
        if time.monotonic() > end:
            raise CannotStart(f"{what} ne répond pas après {seconds:.0f} s ({log}) :\n{tail(log)}")
        time.sleep(0.05)


def tail(log: Path, lines: int = 15) -> str:
    """The end of a log file."""
    return (
        "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else "(journal vide)"
    )
