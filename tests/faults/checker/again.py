"""G-3: a command sent again changes nothing and gives the first answer."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from tests.faults.checker.logs import OF_A_CHOICE, Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row

Key = tuple[str, str]


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    stored = Counter((row["amphi_id"], row["key"]) for row in history.session.get("command", []))
    for (_, key), times in stored.items():
        if times > 1:
            yield Violation("G-3", f"{times} commands under the key {key}")
    yield from _first_answer(history)
    yield from _changes_nothing(history, logs)


def _first_answer(history: History) -> Iterator[Violation]:
    given: dict[Key, set[Any]] = defaultdict(set)
    for row in history.clients:
        if row["what"] == "answered":
            given[row["amphi_id"], row["key"]].add(_told(row))
    stored = {(row["amphi_id"], row["key"]): row["answer"] for row in history.session.get("command", [])}
    for key, answers in given.items():
        if len(answers) > 1:
            yield Violation(
                "G-3", f"key {key[1]} was answered in {len(answers)} ways: {sorted(map(str, answers))}"
            )
        kept = _kept(stored.get(key))
        if kept is not None and kept not in answers:
            yield Violation("G-3", f"key {key[1]} was answered {answers}, and {kept} is what was stored")
        if kept is None and any(answer[0] for answer in answers):
            yield Violation("G-3", f"key {key[1]} was answered yes, and no answer is stored")


def _told(row: Row) -> tuple[Any, ...]:
    return (True, row["seq"], row["hash"]) if row["yes"] else (False, row["code"])


def _kept(answer: Any) -> tuple[Any, ...] | None:
    if not answer:
        return None
    if "done" in answer:
        return True, answer["done"]["seq"], answer["done"]["hash"]
    return False, answer["refused"]["code"]


def _changes_nothing(history: History, logs: list[Log]) -> Iterator[Violation]:
    decided = Counter(each["payload"]["choice_id"] for log in logs for each in log.of_type(*OF_A_CHOICE))
    settled = Counter(row["id"] for row in history.postes.get("settlement", []))
    for choice_id in decided | settled:
        if (times := max(decided[choice_id], settled[choice_id])) > 1:
            yield Violation("G-3", f"choice {choice_id} was done {times} times")
    yield from _one_decision_a_key(history, logs)


def _one_decision_a_key(history: History, logs: list[Log]) -> Iterator[Violation]:
    """What a client sent once is decided once, however often it arrived."""
    wished = Counter(
        (row["intern_id"], row["numero"])
        for row in {
            row["key"]: row for row in history.clients if row["what"] == "sent" and row.get("numero")
        }.values()
    )
    if not wished:
        return
    for log in logs:
        done = Counter(
            (each["payload"]["intern_id"], each["payload"]["numero"]) for each in log.of_type(*OF_A_CHOICE)
        )
        for held, times in done.items():
            if 0 < wished[held] < times:
                yield Violation("G-3", f"{held} was sent under {wished[held]} keys and decided {times} times")
