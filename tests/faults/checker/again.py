"""G-3: a command sent again changes nothing and gives the first answer."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from tests.faults.checker.logs import ANSWERS, Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row

Key = tuple[str, str]
PLACEMENTS = frozenset({"placed", "placement_refused"})
CHOICES = frozenset({"chosen", "choice_refused"})


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    stored = Counter((row["amphi_id"], row["key"]) for row in history.session.get("command", []))
    for (_, key), times in stored.items():
        if times > 1:
            yield Violation("G-3", f"{times} commands under the key {key}")
    yield from _first_answer(history)
    yield from _approved_once(history)
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
        if kept is not None and not any(_agree(kept, answer) for answer in answers):
            yield Violation("G-3", f"key {key[1]} was answered {answers}, and {kept} is what was stored")
        if kept is None and any(answer[0] for answer in answers):
            yield Violation("G-3", f"key {key[1]} was answered yes, and no answer is stored")


def _told(row: Row) -> tuple[Any, ...]:
    return (True, row["seq"], row.get("hash")) if row["yes"] else (False, row["code"])


def _kept(answer: Any) -> tuple[Any, ...] | None:
    if not answer:
        return None
    if "done" in answer:
        return True, answer["done"]["seq"], answer["done"]["hash"]
    return False, answer["refused"]["code"]


def _agree(kept: tuple[Any, ...], answer: tuple[Any, ...]) -> bool:
    """ARS is answered with the decision's number alone."""
    return answer in (kept, (*kept[:2], None))


def _approved_once(history: History) -> Iterator[Violation]:
    """A proposal is approved once; sent again it is the same command."""
    rows = [row for row in history.clients if row["what"] == "answered" and row["yes"]]
    approved = {(row["correction_id"], row["key"]) for row in rows if row.get("act") == "correct"}
    for correction_id, keys in Counter(correction_id for correction_id, _ in approved).items():
        if keys > 1:
            yield Violation("G-3", f"correction {correction_id} was approved under {keys} keys")


def _changes_nothing(history: History, logs: list[Log]) -> Iterator[Violation]:
    settled = Counter(row["id"] for row in history.postes.get("settlement", []))
    decided: Counter[str] = Counter()
    for log in logs:  # a correction is told in each log that it concerns
        decided |= Counter(each["payload"][ANSWERS[each["type"]][0]] for each in log.of_type(*ANSWERS))
    for one in decided | settled:
        if (times := max(decided[one], settled[one])) > 1:
            yield Violation("G-3", f"choice, placement or correction {one} was done {times} times")
    yield from _one_decision_a_key(history, logs)


def _one_decision_a_key(history: History, logs: list[Log]) -> Iterator[Violation]:
    """What a client sent once is decided once, however often it arrived."""
    sent = {row["key"]: row for row in history.clients if row["what"] == "sent" and row.get("numero")}
    for types, act in ((CHOICES, None), (PLACEMENTS, "place")):
        wished = Counter((row["intern_id"], row["numero"]) for row in sent.values() if row.get("act") == act)
        for log in logs:
            done = Counter(
                (each["payload"]["intern_id"], each["payload"]["numero"]) for each in log.of_type(*types)
            )
            for held, times in done.items():
                if 0 < wished[held] < times:
                    yield Violation(
                        "G-3", f"{held} was sent under {wished[held]} keys and decided {times} times"
                    )
