"""Runs Spin on `turn.pml`: writes the checker, compiles it, searches every order of steps there is."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

MODEL = Path(__file__).with_name("turn.pml")
SECONDS = 500
STEP = re.compile(r"^ *((?:replica|postes|network|ARS|session|identity)\b.*|VIOLATED: .*)$", re.MULTILINE)
MISSING = (
    "Il manque à cette machine : {programs} (Spin vérifie le modèle du règlement d’un tour). "
    "Sur Debian : apt-get install spin gcc libc6-dev"
)


@dataclass(frozen=True, slots=True)
class Searched:
    """`complete`: every state was visited; `schedule`: the shortest way to what must never be, if any."""

    states: int
    transitions: int
    memory_mb: float
    complete: bool
    schedule: tuple[str, ...]

    @property
    def said(self) -> str:
        """For the test's output."""
        return f"{self.states} states, {self.transitions} transitions, {self.memory_mb:.0f} MB"


def search(
    folder: Path, without: Sequence[str] = (), *, shortest: bool = False, formula: bool = False
) -> Searched:
    """Everything that the model can do without these guards.

    `shortest` finds the shortest counterexample and keeps more in memory; `formula` checks the LTL formula
    (every turn ends) instead of the processes that watch.
    """
    _require("spin", "gcc")
    switches = [f"-DNO_{name.upper()}" for name in without] + ["-DLIVENESS"] * formula
    _run(folder, "spin", "-a", *switches, str(MODEL))
    how = ["-DBFS"] * shortest + ["-DSAFETY"] * (not formula)
    _run(folder, "gcc", "-O1", "-w", *how, "-DMEMLIM=1500", "-o", "pan", "pan.c")
    said = _run(folder, "./pan", "-m200000", "-w20", *(["-a"] if formula else []))
    assert not formula or "acceptance   cycles \t+" in said, said
    schedule: tuple[str, ...] = ()
    if (folder / f"{MODEL.name}.trail").exists():
        schedule = tuple(STEP.findall(_run(folder, "./pan", "-r", f"{MODEL.name}.trail")))
        assert schedule, said
    return Searched(
        states=int(_number(r"(\d+) states, stored", said)),
        transitions=int(_number(r"(\d+) transitions", said)),
        memory_mb=_number(r"([\d.]+)\s+total actual memory usage", said),
        complete="Search not completed" not in said and "max search depth too small" not in said,
        schedule=schedule,
    )


def _require(*programs: str) -> None:
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        pytest.fail(MISSING.format(programs=", ".join(missing)), pytrace=False)


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0 or command[0] == "./pan", said
    return said


def _number(pattern: str, said: str) -> float:
    found = re.search(pattern, said)
    assert found is not None, said
    return float(found.group(1))
