"""Plans are compared by what they would do, in whatever process they were computed."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from uuid import UUID

import pytest

from chassis.imports import Action, Operation, Plan
from chassis.imports.fingerprint import fingerprint


class Regime(Enum):
    """An enumeration of a domain."""

    SOCLE = "socle"


@dataclass(frozen=True)
class Change:
    """What an operation holds."""

    nom: str
    regimes: frozenset[str] = frozenset()
    day: date = date(2000, 2, 29)
    rank: Fraction = Fraction(1, 3)
    id: UUID | None = None


def test_counts_what_it_does() -> None:
    plan = Plan(
        [Operation(2, Action.CREATE, "a"), Operation(3, Action.CHANGE, "b"), Operation(4, Action.CREATE, "c")]
    )

    assert [plan.count(action) for action in Action] == [2, 1, 0]


def test_the_same_change_has_the_same_fingerprint() -> None:
    assert fingerprint(Change("a", frozenset("xyz"))) == fingerprint(Change("a", frozenset("zyx")))
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": (2,), "a": 1})


@pytest.mark.parametrize(
    "other",
    [
        Change("b"),
        Change("a", frozenset("x")),
        Change("a", day=date(2000, 3, 1)),
        Change("a", id=UUID(int=1)),
        "a",
    ],
)
def test_another_change_has_another(other: object) -> None:
    assert fingerprint(Change("a")) != fingerprint(other)


def test_an_enumeration_is_not_its_value() -> None:
    assert fingerprint(Regime.SOCLE) != fingerprint("socle")


def test_is_the_same_in_every_process() -> None:
    code = (
        "from chassis.imports.fingerprint import fingerprint; print(fingerprint({'a': frozenset('vwxyz')}))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(said) == 1


def test_refuses_what_cannot_be_compared() -> None:
    with pytest.raises(TypeError, match="object is no plain data"):
        fingerprint(object())


def test_tells_two_things_done_at_one_line() -> None:
    one = Plan([Operation(2, Action.CREATE, "a")])
    two = Plan([Operation(2, Action.CREATE, "a"), Operation(2, Action.CHANGE, "b")])

    assert one.fingerprints().keys() == two.fingerprints().keys() == {"2"}
    assert one.fingerprints() != two.fingerprints()
