"""A short run of `make faults`, from a fixed seed and from a fresh one that is printed."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.paths import ROOT

FAULTS = 6


@pytest.mark.real
@pytest.mark.e2e
@pytest.mark.rule("TST-3")
@pytest.mark.rule("G-1")
@pytest.mark.rule("G-2")
@pytest.mark.rule("G-3")
@pytest.mark.rule("G-4")
@pytest.mark.rule("G-5")
@pytest.mark.rule("G-6")
@pytest.mark.timeout(480)
def test_guarantees_hold_while_faults_are_injected(tmp_path: Path) -> None:
    options = {"--faults": FAULTS, "--fresh": FAULTS, "--seed": 7, "--amphi": FAULTS, "--internes": 8}
    told = [str(part) for pair in options.items() for part in pair]
    command = [sys.executable, "-m", "tests.faults", *told, "--file", str(tmp_path / "results.jsonl")]
    run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=450)
    print(run.stdout)  # noqa: T201  # the fresh seed, and what was injected
    last = run.stdout.splitlines()[-1]
    assert last.endswith(" 0 violations"), run.stdout + run.stderr
    assert int(last.split()[0]) + run.stdout.count(": not run: ") == 2 * FAULTS, run.stdout
    assert run.returncode == 0
