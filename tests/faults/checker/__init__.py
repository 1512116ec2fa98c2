"""The history checker: G-1 to G-6, one by one, from what everybody outside saw. It knows no code.

Also what those rest on: who may choose and how (ENG-6, STA-3), corrections (CHX-6), posts (CHX-1, 2, 4).

A test holds that nothing in this package imports the system: what it checks it computes on its own.
"""

from tests.faults.checker import (
    again,
    beside,
    corrections,
    mailed,
    midway,
    offered,
    one_engine,
    others_away,
    outside,
    places,
    rights,
    time_given,
)
from tests.faults.checker.logs import logs_of
from tests.faults.checker.verdict import Violation
from tests.faults.history import History

CHECKS = (
    places,
    midway,
    again,
    time_given,
    one_engine,
    others_away,
    mailed,
    outside,
    corrections,
    rights,
    offered,
    beside,
)


def check(history: History) -> list[Violation]:
    """Every violation that the history shows; none where all guarantees held."""
    logs = logs_of(history.record)
    return [violation for each in CHECKS for violation in each.check(history, logs)]


__all__ = ["Violation", "check"]
