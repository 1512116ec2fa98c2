"""Which fault comes when: all of it follows from a seed and the fault's number."""

from dataclasses import dataclass
from random import Random
from typing import Final

from tests.faults.kinds import KINDS
from tests.faults.kinds.kind import Kind

TWO: Final = 1 / 3
"""How often two amphis share a stock."""


@dataclass(frozen=True, slots=True)
class Group:
    """Faults of a seed."""

    seed: str
    indexes: list[int]

    @property
    def amphis(self) -> int:
        """How many go on at once on one stock meanwhile (CHX-9)."""
        return 2 if Random(f"{self.seed}:amphis {self.indexes[0]}").random() < TWO else 1


def kind_of(seed: str, index: int) -> Kind:
    """Every kind comes once in a row of so many faults, in an order of that row's own."""
    names = sorted(KINDS)
    row, place = divmod(index, len(names))
    Random(f"{seed}:row {row}").shuffle(names)
    return KINDS[names[place]]
