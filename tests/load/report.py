"""What a benchmark says: figure, reference, ratio, whether the goal is met; with the machine and the date."""

import os
import platform
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies; 0.5 is the median."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def machine() -> str:
    """What this ran on, and when; the load tells whether others were working."""
    model = next(
        (line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    memory = next(int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal"))
    now = datetime.now(PARIS).strftime("%Y-%m-%d %H:%M")
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{now} · {model}, {os.cpu_count()} cœurs, {memory // 2**20} Gio · Linux {platform.release()} · "
        f"Python {platform.python_version()} · charge {load}"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines()


class Report:
    """One benchmark's figures, printed as they come and kept in `.local/bench/`."""

    def __init__(self, name: str, title: str) -> None:
        self._file = Path(".local/bench") / f"{name}.txt"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text("")
        self.missed: list[str] = []
        self.say(f"{name} · {title}")
        self.say(machine())

    def say(self, text: str) -> None:
        """A line of words."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
        with self._file.open("a") as file:
            file.write(text + "\n")

    def compare(self, what: str, ours: float, reference: float, unit: str, at_most: float) -> None:
        """A figure beside its reference; the goal is a ratio."""
        ratio = ours / reference
        met = ratio <= at_most
        told = f"{what} : {ours:.4g} {unit} | référence {reference:.4g} {unit} | × {ratio:.2f} | "
        self._judge(what, told + f"objectif ≤ {at_most:g}", met=met)

    def check(self, what: str, told: str, *, met: bool) -> None:
        """A goal that is no ratio."""
        self._judge(what, f"{what} : {told}", met=met)

    def _judge(self, what: str, told: str, *, met: bool) -> None:
        self.say(f"  {told} : {'atteint' if met else 'NON ATTEINT'}")
        if not met:
            self.missed.append(what)

    def end(self) -> int:
        """The last line, and the exit status."""
        self.say(machine())
        self.say("objectifs atteints" if not self.missed else f"non atteints : {', '.join(self.missed)}")
        return 1 if self.missed else 0
