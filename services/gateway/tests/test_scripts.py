"""The pages' scripts, by node's own runner; and their weight."""

import gzip
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FIRST_VIEW = 100_000


@pytest.mark.rule("CHX-1")
@pytest.mark.rule("LIV-1")
def test_the_scripts_hold_their_own_tests() -> None:
    files = [*ROOT.glob("chassis/live/tests/js/*.test.js"), *ROOT.glob("services/gateway/tests/js/*.test.js")]
    assert len(files) >= 6

    found = subprocess.run(
        ["node", "--test", *map(str, files)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert found.returncode == 0, found.stdout[-4000:]


def test_the_first_view_is_light() -> None:
    """Our own script and style for the heaviest page, compressed (pages.md), what npm brings included."""
    folders = ["chassis/web/static", "chassis/live/static/js", "services/gateway/static"]
    files = [
        file for folder in folders for kind in ("css", "js") for file in (ROOT / folder).rglob(f"*.{kind}")
    ]
    assert files

    weight = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)

    assert weight < FIRST_VIEW
