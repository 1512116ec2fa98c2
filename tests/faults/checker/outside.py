"""G-1 and G-5 of what ARS does outside the turns: what it was told is so, and no turn cut across it."""

from collections.abc import Iterator

from tests.faults.checker.logs import Log
from tests.faults.checker.time_given import away
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row

PLACEMENTS = ("placed", "placement_refused")
DECIDED = {"place": "placed", "correct": "corrected", "pause": "paused", "resume": "resumed"}


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    by_id = {log.amphi_id: log for log in logs}
    for row in history.clients:
        log = by_id.get(row.get("amphi_id", ""))
        if log is None:
            continue
        if row["what"] == "answered" and row["yes"] and "act" in row:
            yield from _is_that_decision(log, row)
        elif row["what"] == "told" and row["yes"] and row["act"] == "note a placement" and history.over:
            yield from _became_a_decision(log, row)
    if not away(history, "clock"):
        for log in logs:
            yield from _no_turn_meanwhile(log)


def _is_that_decision(log: Log, row: Row) -> Iterator[Violation]:
    found = next((each for each in log.decisions if each["seq"] == row["seq"]), None)
    same = ("intern_id", "numero", "correction_id")
    if found is None or found["type"] != DECIDED[row["act"]]:
        has = None if found is None else found["type"]
        yield Violation("G-1", f"{row['act']} was answered with decision {row['seq']}, which is {has}")
    elif any(found["payload"].get(name) != row[name] for name in same if name in row):
        yield Violation("G-1", f"{row['act']} was answered with decision {row['seq']}, of another one")


def _became_a_decision(log: Log, row: Row) -> Iterator[Violation]:
    if not any(each["payload"]["rang_appel"] == row["rang"] for each in log.of_type(*PLACEMENTS)):
        yield Violation("G-1", f"the placement of rank {row['rang']} was noted and never decided")


def _no_turn_meanwhile(log: Log) -> Iterator[Violation]:
    """Whoever is being placed gets no turn before postes has answered (architecture, decision 5)."""
    announced: dict[str, Row] = {}
    for each in log.decisions:
        payload = each["payload"]
        if each["type"] == "turn_announced":
            announced[payload["intern_id"]] = payload
        elif each["type"] == "placed" and payload["intern_id"] in announced:
            turn, rang = announced[payload["intern_id"]], payload["rang_appel"]
            if turn["announced_at"] > payload["received_at"]:
                yield Violation("G-5", f"rank {rang} was called while ARS was placing this intern")
