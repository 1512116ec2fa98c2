"""The guards of a turn's settlement, each with the switch that takes it out of a test build.

    with GUARDS["finish_first"].off():
        ...                                  # this process runs without it
    take_out(database, GUARDS["unique_holder"].sql_off["postes"])

For tests alone: they show that the damage appears without the guard (docs/settling.md). A guard that stands
`behind` others is a second line: nothing is to be seen before those are out too.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from tests.guards import postes, session
from tests.guards.guard import Guard, take_out

__all__ = ["GUARDS", "Guard", "all_off", "take_out"]

GUARDS: Mapping[str, Guard] = {guard.name: guard for guard in (*session.GUARDS, *postes.GUARDS)}


@contextmanager
def all_off(*names: str) -> Iterator[None]:
    """This process runs without these guards; the databases still have theirs (`sql_off`)."""
    with ExitStack() as stack:
        for name in names:
            stack.enter_context(GUARDS[name].off())
        yield
