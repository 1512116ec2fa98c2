"""What dies is started again, and nothing outlives the run (IFC-1)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.child import pause_after
from deploy.local.paths import ROOT


class SmallRun:
    """The program `small_run`, and the processes it looks after."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deploy.local.tests.small_run", str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.line() == "prêt"
        eventually((folder / "grandchild").exists)

    def line(self) -> str:
        """What it says next."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def pid(self, name: str) -> int:
        """The process that runs under this name now."""
        return int((self._folder / "pids" / name).read_text())

    @property
    def grandchild(self) -> int:
        """What `stubborn` started itself."""
        return int((self._folder / "grandchild").read_text())

    @property
    def all(self) -> list[int]:
        """Everything that must not outlive the run."""
        return [self.pid("steady"), self.pid("stubborn"), self.grandchild]


@pytest.fixture
def small_run(tmp_path: Path) -> Iterator[SmallRun]:
    run = SmallRun(tmp_path)
    yield run
    run.process.terminate()
    run.process.communicate(timeout=10)


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def eventually(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "never came true"
        time.sleep(0.02)


@pytest.mark.rule("IFC-1")
def test_a_killed_process_is_started_again_and_said(small_run: SmallRun) -> None:
    before = small_run.pid("steady")

    os.kill(before, signal.SIGKILL)

    assert "steady s’est arrêté (signal SIGKILL), on le relance" in small_run.line()
    assert "steady répond de nouveau" in small_run.line()
    assert small_run.pid("steady") != before
    assert is_alive(small_run.pid("steady"))


def test_what_a_dead_process_left_behind_ends_before_the_next_start(small_run: SmallRun) -> None:
    left_behind = small_run.grandchild

    os.kill(small_run.pid("stubborn"), signal.SIGKILL)

    eventually(lambda: not is_alive(left_behind))
    eventually(lambda: small_run.grandchild != left_behind)


@pytest.mark.rule("IFC-1")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asked_to_stop_it_leaves_nothing_not_even_what_refuses_to_end(
    small_run: SmallRun, number: signal.Signals
) -> None:
    processes = small_run.all

    small_run.process.send_signal(number)

    assert small_run.process.wait(timeout=10) == 0
    assert not [pid for pid in processes if is_alive(pid)]


@pytest.mark.rule("IFC-1")
def test_even_killed_it_leaves_no_process_it_started(small_run: SmallRun) -> None:
    steady, stubborn = small_run.pid("steady"), small_run.pid("stubborn")

    small_run.process.kill()

    eventually(lambda: not is_alive(steady) and not is_alive(stubborn))
    os.kill(small_run.grandchild, signal.SIGKILL)


def test_the_pause_before_a_new_start_grows_with_deaths_in_a_row() -> None:
    assert [pause_after(deaths) for deaths in (0, 1, 2, 3, 4, 5, 6, 7)] == [0, 0, 1, 2, 4, 8, 10, 10]
