"""A process that a benchmark drives with JSON lines, on a core of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FIRST_NICE = -20
ROOT = Path(__file__).resolve().parents[2]
SERVER_CORE, GENERATOR_CORE = 0, 1
"""Server and reference share one core in turn; the generators have the other."""


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Driven:
    """`python *arguments`, which answers each JSON line on TCP port `control` with another."""

    def __init__(
        self, arguments: list[str], control: int, core: int | None, environment: dict[str, str]
    ) -> None:
        self._log = (ROOT / ".local/bench" / f"{control}.log").open("wb")
        place = [] if core is None else ["taskset", "-c", str(core)]
        self.process = subprocess.Popen(  # our own modules
            [*place, sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )
        if core is not None:
            go_before_all(self.process.pid)
        self._line = _connected(control, self.process)
        self._file = self._line.makefile("rw")

    def ask(self, **what: Any) -> dict[str, Any]:
        """Ask, and wait for the answer."""
        self.tell(**what)
        return self.hear()

    def tell(self, **what: Any) -> None:
        """Ask without waiting."""
        self._file.write(json.dumps(what) + "\n")
        self._file.flush()

    def hear(self) -> dict[str, Any]:
        """Wait for the next answer."""
        line = self._file.readline()
        assert line, f"ended: {Path(self._log.name).read_text()[-3000:]}"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._line.close()
        self.process.terminate()
        self.process.wait(timeout=20)
        self._log.close()


def _connected(port: int, process: subprocess.Popen[bytes]) -> socket.socket:
    end = time.monotonic() + 60
    while True:
        line = socket.socket()
        if line.connect_ex(("127.0.0.1", port)) == 0:
            return line
        line.close()
        assert process.poll() is None, "ended at its start"
        assert time.monotonic() < end, "does not answer"
        time.sleep(0.1)


def go_before_all(pid: int) -> None:
    """The same, and at once: for a process that works in short bursts and sleeps between them."""
    with suppress(OSError):
        os.sched_setscheduler(pid, os.SCHED_RR, os.sched_param(1))


def family(pid: int) -> list[int]:
    """A process, and those it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def go_first(pids: Iterable[int], nice: int = FIRST_NICE) -> None:
    """Before whatever else runs on the machine, if we may; with what they start from then on.

    Where Linux groups processes by session (autogroup), `nice` counts within a group, which has its own.
    """
    for pid in pids:
        with suppress(OSError):
            Path(f"/proc/{pid}/autogroup").write_text(str(nice))
        with suppress(OSError):  # it has ended, or we may not
            for task in Path(f"/proc/{pid}/task").iterdir():
                os.setpriority(os.PRIO_PROCESS, int(task.name), nice)


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
