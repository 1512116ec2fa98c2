"""The rules of docs/rules.md, and the tests that claim to show them."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
BOOK: Final = ROOT / "docs" / "rules.md"
SOURCES: Final = ("chassis", "cli", "services", "simulation", "deploy", "tests")
CASES: Final = ROOT / "tests" / "contract"
TO_COME: Final = "« à faire"
RULE: Final = re.compile(
    r"- \*\*(?P<number>[A-Z]+-[0-9]+[a-z]?)\*\*(?P<to_come> « à faire »)?\. (?P<text>.+)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `to_come`: nothing of it can be relied on yet."""

    number: str
    text: str
    to_come: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A test's marker that names a rule; `number` is None where it is not written out."""

    where: str
    number: str | None


def rules_in(book: str) -> list[Rule]:
    """Every rule of the book, in its order."""
    found = (RULE.fullmatch(line) for line in book.splitlines())
    return [Rule(each["number"], each["text"], bool(each["to_come"])) for each in found if each]


def strays_in(book: str) -> list[str]:
    """Lines that look like a rule, or speak of « à faire », and are not one that is read."""
    _, _, rules = book.partition("\n## ")
    return [
        line
        for line in rules.splitlines()
        if (line.startswith("- **") or TO_COME in line) and not RULE.fullmatch(line)
    ]


def collected_files(root: Path = ROOT) -> list[Path]:
    """The files that pytest collects."""
    return sorted(path for source in SOURCES for path in (root / source).rglob("test_*.py"))


def claims_in(paths: Iterable[Path], root: Path = ROOT) -> list[Claim]:
    """Every `pytest.mark.rule(…)` of these files, wherever it stands in them."""
    return [claim for path in paths for claim in _claims(path.relative_to(root), path.read_text())]


def claims_of_cases(folder: Path = CASES) -> list[Claim]:
    """The rules named in files of cases, which Python and the pages' script both run."""
    return [
        Claim(f"{path.name}: {case['name']}", case["rule"])
        for path in sorted(folder.glob("*_cases.json"))
        for case in json.loads(path.read_text())["cases"]
    ]


def _claims(path: Path, source: str) -> Iterator[Claim]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _is_rule_marker(node.func):
            for argument in node.args:
                if not _is_of_a_case(argument):
                    yield Claim(f"{path}:{node.lineno}", _literal(argument))


def _is_rule_marker(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "rule"
        and isinstance(function.value, ast.Attribute)
        and function.value.attr == "mark"
    )


def _is_of_a_case(argument: ast.expr) -> bool:
    """`case["rule"]`: the number stands in a file of cases."""
    return isinstance(argument, ast.Subscript) and _literal(argument.slice) == "rule"


def _literal(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def without_a_test(rules: Iterable[Rule], claims: Iterable[Claim]) -> list[str]:
    """Rules that should hold already and that no test shows."""
    shown = {claim.number for claim in claims}
    return [rule.number for rule in rules if not rule.to_come and rule.number not in shown]


def unknown(rules: Iterable[Rule], claims: Iterable[Claim]) -> list[Claim]:
    """Markers that name no rule of the book."""
    numbers = {rule.number for rule in rules}
    return [claim for claim in claims if claim.number not in numbers]


def gaps(rules: Iterable[Rule]) -> list[str]:
    """Numbers that are missing or written twice: each series goes 1, 2, 3…"""
    series: dict[str, list[str]] = {}
    for rule in rules:
        name, _, number = rule.number.partition("-")
        series.setdefault(name, []).append(number)
    return [
        f"{name}: {', '.join(numbers)}"
        for name, numbers in series.items()
        if [number for number in numbers if number.isdigit()]
        != [str(i) for i in range(1, _last(numbers) + 1)]
        or len(set(numbers)) != len(numbers)
    ]


def _last(numbers: Iterable[str]) -> int:
    return max(int(number) for number in numbers if number.isdigit())
