"""G-2: what is cut off midway is completed or as if never made: a choice before the next turn begins.

The same of placements and corrections, which no turn waits for.
"""

from collections.abc import Iterator

from tests.faults.checker.logs import ANSWERS, Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row

Known = dict[str, Row]


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    settlements = {row["id"]: row for row in history.postes.get("settlement", [])}
    for log in logs:
        for stray in log.strays:
            yield Violation("G-2", f"amphi {log.amphi_id}: {stray}")
    yield from _received(history, logs, settlements)
    yield from _given(logs, settlements)


def _received(history: History, logs: list[Log], settlements: Known) -> Iterator[Violation]:
    answers = {
        each["payload"][ANSWERS[each["type"]][0]]: each for log in logs for each in log.of_type(*ANSWERS)
    }
    inside = {id(each): turn.turn_id for log in logs for turn in log.turns for each in turn.inside}
    for command in history.session.get("command", []):
        if command["payload"] is not None:
            answered = answers.get(command["id"])
            turn_id = None if answered is None else inside.get(id(answered))
            yield from _one(history, command, answered, turn_id, settlements.get(command["id"]))


def _one(
    history: History, command: Row, answered: Row | None, turn_id: str | None, settlement: Row | None
) -> Iterator[Violation]:
    what = _named(command)
    if command["answer"] is None:
        if history.over:
            yield Violation("G-2", f"{what} was received and never answered")
        return
    if answered is None or (command["turn_id"] and turn_id != command["turn_id"]):
        yield Violation("G-2", f"{what} was answered, and there is no decision of it where it belongs")
        return
    accepted = ANSWERS[answered["type"]][1]
    if accepted != ("done" in command["answer"]):
        yield Violation("G-2", f"{what}: the record says {answered['type']}, the answer {command['answer']}")
    if settlement is None:
        yield Violation("G-2", f"{what} was answered without an answer that postes stored")
    elif accepted != _gave(settlement):
        yield Violation("G-2", f"{what}: the record says {answered['type']}, postes {settlement['answer']}")


def _given(logs: list[Log], settlements: Known) -> Iterator[Violation]:
    ends = {turn.turn_id: turn.end for log in logs for turn in log.turns}
    for settlement in settlements.values():
        end = ends.get(settlement["turn_id"])
        if _gave(settlement) and end is not None and end["type"] != "chosen":
            yield Violation(
                "G-2", f"turn {settlement['turn_id']} ended as {end['type']} while it had a place"
            )


def _named(command: Row) -> str:
    if command["turn_id"]:
        return f"choice {command['id']} of turn {command['turn_id']}"
    return f"placement or correction {command['id']}"


def _gave(settlement: Row) -> bool:
    return "refus" not in settlement["answer"]
