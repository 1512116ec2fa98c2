"""What the person who started the run reads: each step with its seconds, and one line for each accident."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime


def say(text: str = "") -> None:
    """One line, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def notice(text: str) -> None:
    """One line about something that happened, with its time of day."""
    say(f"{datetime.now().astimezone():%H:%M:%S}  {text}")


@contextmanager
def step(what: str) -> Iterator[None]:
    """A step of the start; its seconds are said when it is done."""
    start = time.monotonic()
    yield
    say(f"  {what} : {_seconds(time.monotonic() - start)}")


def _seconds(number: float) -> str:
    return f"{number:.1f} s".replace(".", ",")
