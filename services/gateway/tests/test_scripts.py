"""The pages' scripts, by node's own runner; and their weight."""

import gzip
import re
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from services.gateway.tests.dev.campaign import AMPHI

ROOT = Path(__file__).resolve().parents[3]
FIRST_VIEW = 100_000
ASSET = re.compile(r'(?:href|src)="/static/[0-9a-f]+/([^"?]+\.(?:css|js))')
IMPORT = re.compile(r'^import [^;]*?"(\.[^"]+)"', re.MULTILINE)


@pytest.mark.rule("CHX-1")
@pytest.mark.rule("LIV-1")
def test_the_scripts_hold_their_own_tests() -> None:
    files = [*ROOT.glob("chassis/live/tests/js/*.test.js"), *ROOT.glob("services/gateway/tests/js/*.test.js")]
    assert len(files) >= 6

    found = subprocess.run(
        ["node", "--test", *map(str, files)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert found.returncode == 0, found.stdout[-4000:]


def test_the_first_view_is_light(interne: FlaskClient) -> None:
    """What the heaviest page loads of script and style, compressed (pages.md), what npm brings included."""
    page = interne.get(f"/amphis/{AMPHI}/direct").text
    named = [ROOT / path for path in ASSET.findall(page)]
    scripts = [file for file in named if file.suffix == ".js"]
    files = {file for file in named if file.suffix == ".css"} | with_imports(scripts)
    assert len(files) > 20

    weight = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)

    assert weight < FIRST_VIEW


def with_imports(scripts: list[Path]) -> set[Path]:
    """The scripts and every module that they import, directly or not."""
    found: set[Path] = set()
    todo = list(scripts)
    while todo:
        file = todo.pop().resolve()
        if file not in found:
            found.add(file)
            todo += [file.parent / path for path in IMPORT.findall(file.read_text())]
    return found
