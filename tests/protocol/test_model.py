"""The protocol by which session and postes settle a turn, checked in every order of its steps (TST-2)."""

from pathlib import Path

import pytest

from tests.guards import GUARDS
from tests.protocol.counterexamples import (
    COUNTEREXAMPLES,
    NOT_IN_THE_MODEL,
    SCHEDULES,
    SECOND_LINES,
    THIRD_LINES,
    Counterexample,
)
from tests.protocol.spin import search

pytestmark = [pytest.mark.real, pytest.mark.timeout(900)]

PAGE = Path("docs/settling.md")


@pytest.mark.rule("G-1")
@pytest.mark.rule("G-2")
@pytest.mark.rule("G-3")
@pytest.mark.rule("ENG-3")
def test_with_all_guards_nothing_that_must_not_be_can_happen_and_every_turn_ends(tmp_path: Path) -> None:
    searched = search(tmp_path)
    print(f"the protocol: {searched.said}")  # noqa: T201  # shown by pytest -s, and kept in docs/settling.md
    assert searched.schedule == ()
    assert searched.complete
    assert searched.states > 100_000, "a model in which little happens shows little"


@pytest.mark.rule("G-2")
def test_nothing_turns_in_circles_either(tmp_path: Path) -> None:
    searched = search(tmp_path, formula=True)
    print(f"every turn ends: {searched.said}")  # noqa: T201
    assert searched.schedule == ()
    assert searched.complete


def test_control_the_formula_sees_a_choice_that_nobody_can_answer(tmp_path: Path) -> None:
    assert search(tmp_path, ["one_unanswered"], formula=True).schedule


@pytest.mark.parametrize("expected", COUNTEREXAMPLES, ids=lambda one: one.name)
def test_without_the_guard_spin_finds_the_schedule_that_we_know(
    expected: Counterexample, tmp_path: Path
) -> None:
    searched = search(tmp_path, expected.guards, shortest=True)
    assert searched.schedule[-1:] == (f"VIOLATED: {expected.violated}",)
    assert searched.schedule == expected.schedule()


@pytest.mark.parametrize("guard", SECOND_LINES)
def test_a_second_line_alone_is_not_missed(guard: str, tmp_path: Path) -> None:
    searched = search(tmp_path, [guard])
    assert searched.schedule == ()
    assert searched.complete


def test_every_guard_is_taken_out_or_said_to_be_outside_the_model() -> None:
    modelled = {guard for one in COUNTEREXAMPLES for guard in one.guards}
    assert modelled.isdisjoint(NOT_IN_THE_MODEL)
    assert modelled | set(NOT_IN_THE_MODEL) == set(GUARDS)
    assert {*SECOND_LINES, *THIRD_LINES} == {name for name in modelled if GUARDS[name].behind}


def test_every_schedule_is_one_of_ours_and_stands_in_the_page() -> None:
    assert {file.stem for file in SCHEDULES.iterdir()} == {one.name for one in COUNTEREXAMPLES}
    page = PAGE.read_text()
    for one in COUNTEREXAMPLES:
        assert "\n".join(one.schedule()) in page, one.name
