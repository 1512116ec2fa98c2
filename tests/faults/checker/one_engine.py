"""G-5: any number of replicas, and never two that act on one amphi: one unbroken log, one turn at a time.

Everywhere the same log: in the database, in the record, at Kafka, in the answers that people got.
"""

from collections import defaultdict
from collections.abc import Iterator

from tests.faults.checker.chain import first_fault
from tests.faults.checker.logs import Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row, Rows

WAITING = frozenset({"en_attente", "en_retard"})


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    for log in logs:
        if fault := first_fault(log.decisions):
            yield Violation("G-5", f"amphi {log.amphi_id}: {fault}")
        yield from _order_of_turns(log)
    yield from _one_history(history, logs)
    yield from _row_is_at_the_end(history, logs)


def _order_of_turns(log: Log) -> Iterator[Violation]:
    """ENG-1, by a list of who waits: those put back first, then by rank; nobody twice without a return."""
    waiting: dict[int, str] = {}
    for each in log.decisions:
        kind, payload = each["type"], each["payload"]
        if kind == "validated":
            waiting = {
                one["rang_appel"]: "absent" if one["absence_prevue"] else "en_attente"
                for one in payload["interns"]
            }
        elif kind == "put_back":
            waiting[payload["rang_appel"]] = "en_retard"
        elif kind == "absence_set":
            waiting[payload["rang_appel"]] = "absent" if payload["absent"] else "en_attente"
        elif kind in {"chosen", "turn_missed", "placed"}:
            waiting[payload["rang_appel"]] = "passed"
        elif kind == "start_undone":
            waiting = {rang: "absent" if etat == "absent" else "en_attente" for rang, etat in waiting.items()}
        elif kind == "turn_announced":
            yield from _right_one(log, payload["rang_appel"], waiting)


def _right_one(log: Log, rang: int, waiting: dict[int, str]) -> Iterator[Violation]:
    if waiting.get(rang) not in WAITING:
        yield Violation("G-5", f"amphi {log.amphi_id}: a turn for rank {rang}, who does not wait")
    before = [
        other
        for other, etat in waiting.items()
        if etat in WAITING and (etat != "en_retard", other) < (waiting.get(rang) != "en_retard", rang)
    ]
    if before:
        yield Violation("G-5", f"amphi {log.amphi_id}: rank {rang} is called before rank {min(before)}")


def _one_history(history: History, logs: list[Log]) -> Iterator[Violation]:
    record = {(log.amphi_id, each["seq"]): each["hash"] for log in logs for each in log.decisions}
    heard: dict[str, Rows] = defaultdict(list)
    for where, rows in (("the database", history.session.get("decision", [])), ("Kafka", history.published)):
        seen: dict[tuple[str, int], str] = {}
        for row in rows:
            here = (row["amphi_id"], row["seq"])
            if seen.setdefault(here, row["hash"]) != row["hash"]:
                yield Violation("G-5", f"{where} has two decisions {here[1]} of amphi {here[0]}")
            heard[where].append(row)
        if history.over and rows:
            yield from _same(where, seen, record)
    for row in history.clients:
        if row["what"] == "answered" and row["yes"]:
            here = (row["amphi_id"], row["seq"])
            if record.get(here) != row.get("hash", record.get(here, "none")):
                yield Violation(
                    "G-5", f"decision {here[1]}, answered to key {row['key']}, is another in the record"
                )


def _same(
    where: str, seen: dict[tuple[str, int], str], record: dict[tuple[str, int], str]
) -> Iterator[Violation]:
    for amphi_id, seq in sorted(record.keys() ^ seen.keys()):
        yield Violation(
            "G-5", f"decision {seq} of amphi {amphi_id} is in {where} or in the record, not in both"
        )
    for here in sorted(record.keys() & seen.keys()):
        if record[here] != seen[here]:
            yield Violation("G-5", f"decision {here[1]} of amphi {here[0]} is another in {where}")


def _row_is_at_the_end(history: History, logs: list[Log]) -> Iterator[Violation]:
    ends: dict[str, Row] = {log.amphi_id: log.decisions[-1] for log in logs if log.decisions}
    for row in history.session.get("amphi", []):
        end = ends.get(row["id"])
        if end is not None and history.over and (row["seq"], row["hash"]) != (end["seq"], end["hash"]):
            yield Violation(
                "G-5", f"amphi {row['id']}: its row says {row['seq']}, its log ends at {end['seq']}"
            )
