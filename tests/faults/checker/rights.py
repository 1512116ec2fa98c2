"""Who chose was who might, and as ARS had allowed (ENG-6, STA-3); what was effective is in the record.

What counts is what stood when a choice was received; between that and its answer rights may have changed.
"""

from collections.abc import Iterator
from typing import Any, Final

from tests.faults.checker.logs import Log
from tests.faults.checker.time_given import away, unclear
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row

SETS: Final[dict[str, str]] = {"procuration_set": "procuration", "type_choix_set": "type_choix"}
RULES: Final = {"procuration": "PRC-1", "type_choix": "STA-3"}


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    clock = away(history, "clock")
    for log in logs:
        for turn in log.turns:
            if turn.end is not None and turn.end["type"] == "chosen" and not unclear(turn, clock):
                yield from _by_who_might(log, turn.end)
    yield from _effective(history, logs)


def _by_who_might(log: Log, chosen: Row) -> Iterator[Violation]:
    payload, rang = chosen["payload"], chosen["payload"]["rang_appel"]
    might = _stood(log, chosen, "procuration", default=False)
    by_proxy = payload.get("par") == "mandataire"
    if payload.get("par") != "ars" and by_proxy not in might:
        yield Violation("ENG-6", f"rank {rang}: {payload.get('par')} chose, procuration {sorted(might)}")
    allowed = _stood(log, chosen, "type_choix", default="classique")
    if payload["type_choix"] not in allowed:
        what = f"rank {rang} chose as {payload['type_choix']}, and ARS had accepted {sorted(allowed)}"
        yield Violation("STA-3", what)


def _stood(log: Log, chosen: Row, name: str, *, default: Any) -> set[Any]:
    """What stood when this choice was received, or at any time until it was answered."""
    intern_id, received_at = chosen["payload"]["intern_id"], chosen["payload"]["received_at"]
    now: Any = default
    stood: set[Any] = set()
    for each in log.decisions:
        payload = each["payload"]
        if each["seq"] >= chosen["seq"]:
            break
        if each["type"] == "validated":
            own = (one for one in payload["interns"] if one["intern_id"] == intern_id)
            now = next((one.get(name, default) for one in own), default)
        elif SETS.get(each["type"]) == name and payload["intern_id"] == intern_id:
            if each["at"] >= received_at:
                stood.add(now)
            now = payload[name]
    return stood | {now}


def _effective(history: History, logs: list[Log]) -> Iterator[Violation]:
    for row in history.clients:
        if row["what"] != "told" or row["act"] not in RULES or not row["yes"] or not row.get("effective"):
            continue
        name = row["act"]
        log = next((each for each in logs if each.amphi_id == row["amphi_id"]), None)
        if log is not None and not _was_set(log, name, row):
            what = f"{name} {row['wanted']} of rank {row['rang']} was effective, and is not in the record"
            yield Violation(RULES[name], what)


def _was_set(log: Log, name: str, told: Row) -> bool:
    """Or there was nothing left to set: the amphi was over, or, of a type de choix, there was a post."""
    last = {"ended", "chosen", "placed"} if name == "type_choix" else {"ended"}
    for each in log.decisions:
        payload = each["payload"]
        of_intern = payload.get("intern_id", told["intern_id"]) == told["intern_id"]
        if of_intern and SETS.get(each["type"]) == name and payload[name] == told["wanted"]:
            return True
        if of_intern and each["type"] in last:
            return str(each["at"]) <= str(told["at"])
    return False
