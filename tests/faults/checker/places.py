"""G-1: no place given twice, no intern placed twice, no confirmed choice lost.

A correction (CHX-6) replaces a place and deletes nothing; whoever chose in surnombre has the post beside its
holder (CHX-3…5). Both sides say who holds what in the end, and every place ever given by a turn.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from tests.faults.checker.logs import Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row, Rows

Held = tuple[str, int]
"""(intern, post)."""


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    given = history.postes.get("place", [])
    standing = [row for row in given if not row.get("superseded_by")]
    semestres = {row["id"]: row["semestre"] for row in history.session.get("amphi", [])}
    told = [place for log in logs for place in in_the_end(log, semestres.get(log.amphi_id, ""))]
    chosen = [each for log in logs for each in log.of_type("chosen")]
    yield from _twice("postes gave", standing)
    yield from _twice("the record gives", told)
    yield from _turns(history, chosen, given)
    yield from _both_say_the_same(history, told, standing)
    yield from _lost(history, logs, given)


def in_the_end(log: Log, semestre: str) -> Rows:
    """Who holds what after the last decision, as the record alone tells it."""
    held: dict[str, Row] = {}
    for each in log.of_type("chosen", "placed", "corrected"):
        payload = each["payload"]
        if each["type"] == "corrected":
            for line in payload["lines"]:
                if line["amphi_id"] == log.amphi_id:
                    before = held.get(line["intern_id"], {})
                    held[line["intern_id"]] = {**before, "semestre": semestre, **line}
        elif payload["intern_id"] in held:
            held[f"{payload['intern_id']} again"] = _as_place(payload, semestre)
        else:
            held[payload["intern_id"]] = _as_place(payload, semestre)
    return list(held.values())


def _as_place(payload: Row, semestre: str) -> Row:
    beside = str(payload.get("type_choix", "")).startswith("surnombre")
    return {**payload, "semestre": semestre, "surnombre": beside}


def _twice(who: str, places: Rows) -> Iterator[Violation]:
    posts = Counter((row["semestre"], row["numero"]) for row in places if not row.get("surnombre"))
    interns = Counter((row["semestre"], row["intern_id"]) for row in places)
    for (semestre, numero), times in posts.items():
        if times > 1:
            yield Violation("G-1", f"{who} post {numero} of {semestre} {times} times")
    for (_, intern_id), times in interns.items():
        if times > 1:
            yield Violation("G-1", f"{who} {times} places to intern {intern_id}")


def _turns(history: History, chosen: Rows, given: Rows) -> Iterator[Violation]:
    """What each turn gave, corrected since or not."""
    turns = Counter(row["turn_id"] for row in given if row.get("turn_id"))
    for turn_id, times in turns.items():
        if times > 1:
            yield Violation("G-1", f"postes gave {times} places from turn {turn_id}")
    by_turn = {row["turn_id"]: _held(row) for row in given if row.get("turn_id")}
    told = {row["payload"]["turn_id"]: _held(row["payload"]) for row in chosen}
    for turn_id, held in told.items():
        if by_turn.get(turn_id) != held:
            has = by_turn.get(turn_id)
            yield Violation("G-1", f"post {held[1]}, chosen in turn {turn_id}: postes has {has}")
    if history.over:
        for turn_id in by_turn.keys() - told.keys():
            numero = by_turn[turn_id][1]
            what = f"post {numero} was given in turn {turn_id}, and the record has no choice"
            yield Violation("G-1", what)


def _both_say_the_same(history: History, told: Rows, standing: Rows) -> Iterator[Violation]:
    if not history.over:
        return
    record, postes = {_held(row) for row in told}, {_held(row) for row in standing}
    for intern_id, numero in record - postes:
        yield Violation("G-1", f"in the end {intern_id} has post {numero} by the record, not by postes")
    for intern_id, numero in postes - record:
        yield Violation("G-1", f"in the end {intern_id} has post {numero} by postes, not by the record")


def _lost(history: History, logs: list[Log], given: Rows) -> Iterator[Violation]:
    """Confirmed: an answer that reached the client, a mail, a line on anybody's screen."""
    ever = [(log.amphi_id, place) for log in logs for place in _ever(log)]
    in_record = {_held(place) for _, place in ever}
    shown = {(amphi_id, place["rang_appel"], place["numero"]) for amphi_id, place in ever}
    in_postes = {_held(row) for row in given}
    known = [*history.addresses.items(), *history.mandataires.items()]
    whose = {address: intern_id for intern_id, address in known}
    for held, how in _confirmed(history, whose):
        if held not in in_record:
            yield Violation("G-1", f"{how}: post {held[1]} for {held[0]}, and the record has no such choice")
        if held not in in_postes:
            yield Violation("G-1", f"{how}: post {held[1]} for {held[0]}, and postes has no such place")
    for amphi_id, rang, numero in {
        (row["amphi_id"], row["rang"], row["numero"]) for row in history.clients if row["what"] == "saw"
    } - shown:
        yield Violation(
            "G-1", f"seen on a screen: rank {rang} of {amphi_id} has post {numero}; no such choice"
        )


def _ever(log: Log) -> Iterable[Row]:
    """Every place that a decision gave, corrected since or not."""
    for each in log.of_type("chosen", "placed"):
        yield each["payload"]
    for each in log.of_type("corrected"):
        yield from (line for line in each["payload"]["lines"] if line["amphi_id"] == log.amphi_id)


def _confirmed(history: History, whose: dict[str, str]) -> Iterator[tuple[Held, str]]:
    for row in history.clients:
        if row["what"] == "answered" and row["yes"]:
            for line in row.get("lines", [row] if "numero" in row else []):
                yield _held(line), f"answered yes to key {row['key']}"
    for mail in history.mails:
        intern_id: str = whose.get(mail["to"]) or mail["to"]
        yield (intern_id, mail["numero"]), "confirmed by mail"


def _held(row: Row) -> Held:
    return row["intern_id"], row["numero"]
