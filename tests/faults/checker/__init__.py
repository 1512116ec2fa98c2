"""The history checker: G-1 to G-6, one by one, from what everybody outside saw (and CHX-4). It knows no code.

A test holds that nothing in this package imports the system: what it checks it computes on its own.
"""

from tests.faults.checker import again, beside, midway, one_engine, others_away, places, time_given
from tests.faults.checker.logs import logs_of
from tests.faults.checker.verdict import Violation
from tests.faults.history import History

CHECKS = (places, midway, again, time_given, one_engine, others_away, beside)


def check(history: History) -> list[Violation]:
    """Every violation that the history shows; none where all guarantees held."""
    logs = logs_of(history.record)
    return [violation for each in CHECKS for violation in each.check(history, logs)]


__all__ = ["Violation", "check"]
