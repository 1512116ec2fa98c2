"""What a kind of fault is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random

from tests.faults.stage import Stage

Inject = Callable[[Stage, Random, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`inject(stage, chance, index)`. `touches`: two faults that touch the same never overlap, so that it is
    known what was away. `calm`: it is injected alone, so that what people see meanwhile can be judged.
    """

    name: str
    touches: str
    inject: Inject
    calm: bool = False


class NotRun(Exception):
    """This machine does not allow it."""
