"""Faults are run once, in any number of sittings, and counted."""

from pathlib import Path

import pytest

from tests.faults.kinds import KINDS
from tests.faults.results import Results
from tests.faults.seeds import kind_of


@pytest.fixture
def results(tmp_path: Path) -> Results:
    results = Results(tmp_path / "deep" / "results.jsonl")
    results.add("7", [0, 1], ["kill session", "fill a disk"], ["run", "not run: no tmpfs"], [])
    results.add("7", [2, 3], ["kill session", "kill Kafka"], ["run", "run"], ["G-1: a place given twice"])
    results.add("8", [0], ["kill postes"], ["run"], ["G-2: half a choice"])
    return results


def test_what_was_run_is_not_run_again(results: Results) -> None:
    assert results.missing("7", range(1, 6)) == [4, 5]
    assert results.missing("9", range(2)) == [0, 1]


@pytest.mark.rule("TST-3")
def test_the_last_line_counts_what_was_asked_for(results: Results) -> None:
    assert results.verdict({"7": range(2)}) == ("1 faults, 1 kinds, 0 violations", 0)
    assert results.verdict({"7": range(4)}) == ("3 faults, 2 kinds, 1 violations", 1)
    assert results.verdict({"7": range(4), "8": range(1)}) == ("4 faults, 3 kinds, 2 violations", 2)


def test_what_could_not_be_run_is_said(results: Results) -> None:
    assert results.not_run({"7": range(4)}) == ["fill a disk: not run: no tmpfs"]


@pytest.mark.rule("TST-3")
def test_every_kind_comes_before_any_comes_again() -> None:
    kinds = [kind_of("7", index).name for index in range(2 * len(KINDS))]
    assert len(KINDS) >= 12
    assert sorted(kinds[: len(KINDS)]) == sorted(kinds[len(KINDS) :]) == sorted(KINDS)


def test_a_seed_gives_the_same_faults_again_and_another_one_others() -> None:
    first = [kind_of("7", index).name for index in range(20)]
    assert first == [kind_of("7", index).name for index in range(20)]
    assert first != [kind_of("8", index).name for index in range(20)]
