"""docs/rules.md and the tests agree: each rule is shown by a test, or says that it is still to come."""

from collections import Counter
from pathlib import Path

import pytest

from tests.rules.book import (
    BOOK,
    Claim,
    Rule,
    claims_in,
    claims_of_cases,
    collected_files,
    gaps,
    rules_in,
    strays_in,
    unknown,
    without_a_test,
)

BOOK_TEXT = BOOK.read_text()
RULES = rules_in(BOOK_TEXT)
CLAIMS = claims_in(collected_files()) + claims_of_cases()

SERIES = {
    "ANC": 4, "RNG": 8, "CHX": 9, "STA": 3, "PRC": 5, "PUB": 3, "INS": 7, "CNX": 3, "PRO": 6, "AMP": 4,
    "POS": 6, "FAV": 6, "AMV": 5, "TRN": 8, "AFF": 1, "MOB": 3, "ENG": 9, "G": 6, "SIM": 3, "LIV": 3,
    "ADM": 14, "NOT": 5, "SEC": 8, "OPS": 7, "PERF": 10, "TST": 6, "IFC": 14,
}  # fmt: skip


def test_every_rule_has_a_test_or_is_still_to_come() -> None:
    lacking = without_a_test(RULES, CLAIMS)
    assert not lacking, f"rules without a test and without « à faire »: {', '.join(lacking)}"


def test_every_marker_names_a_rule() -> None:
    wrong = unknown(RULES, CLAIMS)
    assert not wrong, "\n".join(f"{claim.where}: rule({claim.number!r})" for claim in wrong)


def test_no_rule_is_lost_and_none_is_written_twice() -> None:
    assert Counter(rule.number.partition("-")[0] for rule in RULES) == SERIES
    assert not gaps(RULES)


def test_only_rules_say_that_they_are_still_to_come() -> None:
    assert not strays_in(BOOK_TEXT)


@pytest.mark.rule("TST-6")
class TestTheCheckItself:
    """It can fail."""

    RULES = (Rule("ENG-1", "One turn.", to_come=False), Rule("ENG-2", "Ninety seconds.", to_come=True))

    def test_a_rule_without_a_test_is_named(self) -> None:
        assert without_a_test(self.RULES, []) == ["ENG-1"]
        assert without_a_test(self.RULES, [Claim("x:1", "ENG-1")]) == []

    def test_a_marker_of_no_rule_is_named(self) -> None:
        claims = [Claim("x:1", "ENG-3"), Claim("x:2", None), Claim("x:3", "ENG-2")]
        assert unknown(self.RULES, claims) == claims[:2]

    def test_a_lost_or_repeated_number_is_named(self) -> None:
        lost = [Rule("ENG-1", "", to_come=False), Rule("ENG-3", "", to_come=False)]
        twice = [*self.RULES, self.RULES[0]]
        assert gaps(lost) == ["ENG: 1, 3"]
        assert gaps(twice) == ["ENG: 1, 2, 1"]
        assert gaps(self.RULES) == []

    def test_what_still_comes_is_read_from_the_book(self) -> None:
        book = "« à faire »\n## Rules\n- **ENG-1**. One. « à faire : two »\n- **ENG-2** « à faire ». Later.\n"
        assert [(rule.number, rule.to_come) for rule in rules_in(book)] == [("ENG-1", False), ("ENG-2", True)]
        assert strays_in(book) == []
        assert strays_in(book + "- **ENG-3** Three.\n« à faire »") == ["- **ENG-3** Three.", "« à faire »"]

    def test_markers_are_found_wherever_they_stand(self, tmp_path: Path) -> None:
        (tmp_path / "test_some.py").write_text(
            'pytestmark = [pytest.mark.rule("ENG-1"), pytest.mark.real]\n'
            '@pytest.mark.rule("ENG-2")\ndef test() -> None:\n    """rule("ENG-9")"""\n'
            "PARAM = pytest.param(1, marks=pytest.mark.rule(NUMBER))\n"
            'CASE = pytest.param(2, marks=pytest.mark.rule(case["rule"]))\n'
        )
        found = claims_in(tmp_path.glob("test_*.py"), tmp_path)
        assert [(claim.where, claim.number) for claim in sorted(found, key=lambda claim: claim.where)] == [
            ("test_some.py:1", "ENG-1"),
            ("test_some.py:2", "ENG-2"),
            ("test_some.py:5", None),
        ]

    def test_a_file_of_cases_names_its_rules(self, tmp_path: Path) -> None:
        (tmp_path / "chx_cases.json").write_text('{"cases": [{"name": "free", "rule": "CHX-1"}]}')
        assert claims_of_cases(tmp_path) == [Claim("chx_cases.json: free", "CHX-1")]
