"""CHX-6: a correction is two persons' work, moves exactly what it names, all at once, and deletes nothing."""

from collections import Counter
from collections.abc import Iterator

from tests.faults.checker.logs import Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    for log in logs:
        yield from _by_two_from_what_was(log)
    yield from _in_every_log(logs)
    yield from _moved(history, logs)
    yield from _as_approved(history, logs)


def _by_two_from_what_was(log: Log) -> Iterator[Violation]:
    has: dict[str, int] = {}
    for each in log.of_type("chosen", "placed", "corrected"):
        payload = each["payload"]
        if each["type"] != "corrected":
            has[payload["intern_id"]] = payload["numero"]
            continue
        if _person(payload["proposed_by"]) == _person(payload["approved_by"]):
            yield Violation("CHX-6", f"correction {payload['correction_id']} is the work of one person")
        for line in _lines_in(log, payload):
            if has.get(line["intern_id"]) != line["before"]:
                rang, before = line["rang_appel"], line["before"]
                yield Violation("CHX-6", f"rank {rang} was moved from post {before}, which was not theirs")
            has[line["intern_id"]] = line["numero"]


def _in_every_log(logs: list[Log]) -> Iterator[Violation]:
    """Of two amphis on one stock, both tell of it."""
    told = {
        log.amphi_id: {each["payload"]["correction_id"] for each in log.of_type("corrected")} for log in logs
    }
    for log in logs:
        for each in log.of_type("corrected"):
            for amphi_id in {line["amphi_id"] for line in each["payload"]["lines"]} & told.keys():
                if each["payload"]["correction_id"] not in told[amphi_id]:
                    correction_id = each["payload"]["correction_id"]
                    yield Violation("CHX-6", f"amphi {amphi_id} knows nothing of correction {correction_id}")


def _moved(history: History, logs: list[Log]) -> Iterator[Violation]:
    if not history.over:
        return
    named = Counter(
        (line["intern_id"], line["before"])
        for log in logs
        for each in log.of_type("corrected")
        for line in _lines_in(log, each["payload"])
    )
    replaced = Counter(
        (row["intern_id"], row["numero"])
        for row in history.postes.get("place", [])
        if row.get("superseded_by")
    )
    for intern_id, numero in (named - replaced) + (replaced - named):
        yield Violation(
            "CHX-6", f"{intern_id} and post {numero}: corrected by the record or by postes, not by both"
        )


def _as_approved(history: History, logs: list[Log]) -> Iterator[Violation]:
    """What the second person approved is what was done."""
    done = {
        each["payload"]["correction_id"]: each["payload"] for log in logs for each in log.of_type("corrected")
    }
    for row in history.clients:
        if row["what"] == "answered" and row["yes"] and row.get("act") == "correct":
            payload = done.get(row["correction_id"], {"lines": []})
            if _told(payload["lines"]) != _told(row["lines"]):
                yield Violation("CHX-6", f"correction {row['correction_id']} is not what was approved")


def _told(lines: list[Row]) -> set[tuple[str, int, int]]:
    return {(line["intern_id"], line["before"], line["numero"]) for line in lines}


def _lines_in(log: Log, payload: Row) -> list[Row]:
    return [line for line in payload["lines"] if line["amphi_id"] == log.amphi_id]


def _person(actor: str) -> str:
    """« ars:administrateur:<id> »: whoever it is, in whatever role."""
    return actor.rpartition(":")[2]
