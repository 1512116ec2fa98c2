"""G-1: no place given twice, no intern placed twice, no confirmed choice lost."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tests.faults.checker.logs import Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row, Rows

Held = tuple[str, int]
"""(intern, post)."""


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    places = standing(history)
    chosen = [each for log in logs for each in log.of_type("chosen")]
    yield from _twice("postes gave", places)
    yield from _twice("the record gives", _as_places(chosen, history))
    yield from _both_say_the_same(history, chosen, places)
    yield from _lost(history, chosen, places)


def standing(history: History) -> Rows:
    """Affectations that were not corrected since."""
    return [row for row in history.postes.get("place", []) if not row.get("superseded_at")]


def _twice(who: str, places: Rows) -> Iterator[Violation]:
    posts = Counter((row["semestre"], row["numero"]) for row in places if not row.get("surnombre"))
    interns = Counter((row["semestre"], row["intern_id"]) for row in places)
    turns = Counter(row["turn_id"] for row in places if row.get("turn_id"))
    for (semestre, numero), times in posts.items():
        if times > 1:
            yield Violation("G-1", f"{who} post {numero} of {semestre} {times} times")
    for (_, intern_id), times in interns.items():
        if times > 1:
            yield Violation("G-1", f"{who} {times} places to intern {intern_id}")
    for turn_id, times in turns.items():
        if times > 1:
            yield Violation("G-1", f"{who} {times} places from turn {turn_id}")


def _as_places(chosen: Iterable[Row], history: History) -> Rows:
    semestres = {row["id"]: row["semestre"] for row in history.session.get("amphi", [])}
    return [
        {
            **row["payload"],
            "semestre": semestres.get(row["amphi_id"], ""),
            "turn_id": row["payload"]["turn_id"],
        }
        for row in chosen
    ]


def _both_say_the_same(history: History, chosen: Rows, places: Rows) -> Iterator[Violation]:
    by_turn = {row["turn_id"]: (row["intern_id"], row["numero"]) for row in places}
    told = {row["payload"]["turn_id"]: _held(row["payload"]) for row in chosen}
    for turn_id, held in told.items():
        if by_turn.get(turn_id) != held:
            yield Violation(
                "G-1", f"post {held[1]}, chosen in turn {turn_id}: postes has {by_turn.get(turn_id)}"
            )
    if history.over:
        for turn_id, held in by_turn.items():
            if turn_id and turn_id not in told:
                yield Violation(
                    "G-1", f"post {held[1]} was given in turn {turn_id}, and the record has no choice"
                )


def _lost(history: History, chosen: Rows, places: Rows) -> Iterator[Violation]:
    """Confirmed: an answer that reached the client, a mail, a line on anybody's screen."""
    in_record = {_held(row["payload"]) for row in chosen}
    shown = {(row["amphi_id"], row["payload"]["rang_appel"], row["payload"]["numero"]) for row in chosen}
    in_postes = {(row["intern_id"], row["numero"]) for row in places}
    whose = {address: intern_id for intern_id, address in history.addresses.items()}
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


def _confirmed(history: History, whose: dict[str, str]) -> Iterator[tuple[Held, str]]:
    for row in history.clients:
        if row["what"] == "answered" and row["yes"]:
            yield _held(row), f"answered yes to key {row['key']}"
    for mail in history.mails:
        intern_id: str = whose.get(mail["to"]) or mail["to"]
        yield (intern_id, mail["numero"]), "confirmed by mail"


def _held(payload: Row) -> Held:
    return payload["intern_id"], payload["numero"]
