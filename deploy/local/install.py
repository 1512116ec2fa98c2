"""Fetches what the local run (`local`) or the tests (`dev`) need, once; run by the machine's Python.

What is already there for the same locks costs nothing. Standard library only: nothing is installed yet.
"""

import fcntl
import os
import signal
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import FrameType

from deploy.local.downloads import Downloads, spoken
from deploy.local.errors import CannotStart
from deploy.local.install_steps import Step, steps_for
from deploy.local.paths import INSTALLED
from deploy.local.tools import check_tools

TRIES = 3  # a registry that stumbles is asked again
WORD_EVERY = 10.0  # seconds


def main(profile: str) -> int:
    """Brings the working copy to the locks of this profile; returns the exit status."""
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, _leave)
    try:
        check_tools()
        INSTALLED.mkdir(parents=True, exist_ok=True)
        with (INSTALLED / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            waiting = [step for step in steps_for(profile) if not step.is_done()]
            if waiting:
                _install(waiting)
    except CannotStart as problem:
        print(problem, file=sys.stderr, flush=True)  # noqa: T201
        return 1
    return 0


def _install(waiting: list[Step]) -> None:
    _say(f"Installation : {', '.join(step.what for step in waiting)}")
    start, downloads = time.monotonic(), Downloads()
    with ThreadPoolExecutor(len(waiting)) as pool:
        chains = [pool.submit(_run_chain, chain) for chain in _chains(waiting)]
        _wait(chains, start, downloads)
    for chain in chains:
        chain.result()
    _say(f"Installation terminée en {time.monotonic() - start:.0f} s ; {spoken(downloads.received())}")


def _chains(waiting: list[Step]) -> list[list[Step]]:
    """Steps that wait for another follow it; the others run side by side."""
    alone = [step for step in waiting if step.after not in {other.name for other in waiting}]
    return [[first, *(step for step in waiting if step.after == first.name)] for first in alone]


def _run_chain(chain: list[Step]) -> None:
    for step in chain:
        start = time.monotonic()
        for attempt in range(1, TRIES + 1):
            try:
                step.run()
                break
            except CannotStart as problem:
                if attempt == TRIES:
                    raise
                _say(f"  {step.what} : échec, nouvel essai ({problem})")
                time.sleep(2 * attempt)
        _say(f"  {step.what} : {time.monotonic() - start:.0f} s")


def _wait(chains: list[Future[None]], start: float, downloads: Downloads) -> None:
    """Says every few seconds how much came in, until all is there."""
    said = start
    while not all(chain.done() for chain in chains):
        time.sleep(0.1)
        if time.monotonic() - said > WORD_EVERY:
            said = time.monotonic()
            _say(f"  … {said - start:.0f} s, {downloads.received() / 1e6:.0f} Mo reçus")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def _leave(number: int, _frame: FrameType | None) -> None:
    """Leaves at once, without waiting for threads: what they started ends with this process."""
    os._exit(128 + number)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parents[2])
    sys.exit(main(sys.argv[1]))
