"""Who behaves how follows from the seed alone."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from simulation.behaviours import BEHAVIOURS
from simulation.plan import cast

pytestmark = pytest.mark.rule("SIM-3")

INTERNES: list[dict[str, Any]] = [{"rang_appel": rang} for rang in range(1, 41)]


def test_the_same_seed_casts_the_same_habits_and_another_one_others() -> None:
    habits = {"absent": 3, "late": 2, "hesitating": 4}

    assert cast(INTERNES, habits, Random(7)) == cast(INTERNES, habits, Random(7))
    assert cast(INTERNES, habits, Random(7)) != cast(INTERNES, habits, Random(8))


def test_as_many_as_wanted_have_a_habit_and_the_first_fifth_comes_on_time() -> None:
    habits = cast(INTERNES, {"absent": 3, "late": 2}, Random(7))

    assert Counter(habits.values()) == {"present": 35, "absent": 3, "late": 2}
    assert {habits[rang] for rang in range(1, 9)} == {"present"}


def test_a_mandataire_or_a_given_habit_decides() -> None:
    internes = [
        *INTERNES[:10],
        {"rang_appel": 11, "mandataire": {"secret": "s"}},
        {"rang_appel": 12, "behaviour": "in_surnombre"},
    ]

    habits = cast(internes, {"absent": 40}, Random(7))

    assert (habits[11], habits[12]) == ("by_proxy", "in_surnombre")
    assert set(habits.values()) <= {*BEHAVIOURS, "absent"}
