"""The program in docs/record.md does what the page says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from chassis.tests.record.made import Decision, amphi_of, lines

PAGE = Path(__file__).resolve().parents[3] / "docs" / "record.md"


def said_of(decisions: list[Decision], folder: Path) -> subprocess.CompletedProcess[str]:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert len(program.splitlines()) < 15
    (folder / "verify.py").write_text(program)
    (folder / "record.jsonl").write_bytes(b"\n".join(lines(decisions)) + b"\n")
    command = [sys.executable, "verify.py", "record.jsonl"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.rule("IFC-13")
def test_the_documented_program_verifies_a_record(tmp_path: Path) -> None:
    made = amphi_of(4)
    whole = said_of(made, tmp_path)
    assert (whole.returncode, whole.stdout) == (0, f"6 decisions, the last hash is {made[-1]['hash']}\n")
    for damaged in (
        made[:2] + made[3:],
        [*made[:2], made[3], made[2]],
        [*made[:2], made[2] | {"actor": "x"}],
    ):
        found = said_of(damaged, tmp_path)
        assert (found.returncode, found.stderr) == (1, "line 3 is changed, missing or out of order\n")
