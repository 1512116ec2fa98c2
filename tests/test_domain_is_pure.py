"""Domains know the standard library, themselves and the words of refusals (decision 1)."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVICES = Path(__file__).resolve().parents[1] / "services"
SHARED_WORDS = "chassis.errors"
# In the standard library, and yet the outside world: time, chance, files and the network are handed in.
OUTSIDE_WORLD = {
    *(
        "asyncio",
        "http",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "secrets",
        "shutil",
        "signal",
    ),
    *(
        "smtplib",
        "socket",
        "socketserver",
        "sqlite3",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "urllib",
    ),
}
DOMAINS = sorted(SERVICES.glob("*/domain"))


def imported(file: Path) -> Iterator[str]:
    """Every module that a file imports."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def is_pure(module: str, domain: str) -> bool:
    if module in {SHARED_WORDS, domain} or module.startswith(f"{domain}."):
        return True
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names and top not in OUTSIDE_WORLD


@pytest.mark.parametrize("folder", DOMAINS, ids=lambda folder: folder.parent.name)
def test_a_domain_imports_nothing_of_the_outside_world(folder: Path) -> None:
    domain = f"services.{folder.parent.name}.domain"
    foreign = [
        f"{file.relative_to(SERVICES)}: {module}"
        for file in sorted(folder.rglob("*.py"))
        for module in imported(file)
        if not is_pure(module, domain)
    ]
    assert foreign == []


def test_every_service_with_a_domain_was_looked_at() -> None:
    assert {folder.parent.name for folder in DOMAINS} >= {"identity", "ranking", "postes", "session"}


@pytest.mark.parametrize(
    "module", ["psycopg2", "time", "os.path", "chassis.database", "services.postes.domain.poste"]
)
def test_the_look_finds_what_does_not_belong(module: str) -> None:
    assert not is_pure(module, "services.session.domain")
