"""What `make check` and `make test` promise is what they do (TST-1)."""

import subprocess

import pytest

from tests.rules.book import ROOT

pytestmark = pytest.mark.rule("TST-1")


def recipe(target: str) -> str:
    """The commands of a target, without running them."""
    shown = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return shown.stdout


@pytest.mark.parametrize(
    "command",
    [
        "ruff format --check",
        "ruff check",
        "mypy",
        "lint-imports",
        "buf.sh lint",
        "breaking.sh",
        "not real and not e2e",
    ],
)
def test_check_is_format_lint_types_contracts_and_fast_tests(command: str) -> None:
    assert command in recipe("check")


def test_test_leaves_no_test_out() -> None:
    beside, alone = [line for line in recipe("test").splitlines() if "pytest" in line]
    assert beside.endswith('-m "not e2e"')
    assert alone.endswith("-m e2e")
    assert not {"-k", "--ignore", "--deselect"} & {*beside.split(), *alone.split()}
