"""The page's script answers the CHX cases as the server's rule does (decision 10)."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RULES = ROOT / "services" / "gateway" / "static" / "js" / "amphi" / "rules.js"
CASES = json.loads((ROOT / "tests" / "contract" / "chx_cases.json").read_text(encoding="utf-8"))["cases"]

SCRIPT = f"""
import {{ readFileSync }} from "node:fs";
const {{ closedTo, reasonText }} = await import({json.dumps(RULES.as_uri())});
const cases = JSON.parse(readFileSync(0, "utf8"));
const answers = cases.map((one) => closedTo(one.interne, one.poste, one.amphi, one.surnombres));
console.log(JSON.stringify(answers.map((code) => [code, code && reasonText(code)])));
"""


@pytest.fixture(scope="module")
def answers() -> list[list[str | None]]:
    """What the script says of each case: the reason's code or null, and its words."""
    ran = subprocess.run(
        ["node", "--input-type=module", "--eval", SCRIPT],
        input=json.dumps(CASES),
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    found: list[list[str | None]] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize(
    ("number", "case"),
    [
        pytest.param(number, case, marks=pytest.mark.rule(case["rule"]), id=case["name"])
        for number, case in enumerate(CASES)
    ],
)
def test_case(answers: list[list[str | None]], number: int, case: dict[str, Any]) -> None:
    code, words = answers[number]
    assert code == case["refus"]
    assert (words is None) == (code is None)
