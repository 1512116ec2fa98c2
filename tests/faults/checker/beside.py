"""CHX-4: a surnombre validant goes to a free post, or to one held by somebody behind in the call list.

postes alone knows who holds the post when it settles, session alone who is behind: neither is enough.
"""

from collections.abc import Iterator

from tests.faults.checker.logs import ANSWERS, Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row, Rows


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """Within one amphi: a holder from another one counts as ahead, and has no rank in this record."""
    for log in logs:
        holders: dict[int, int] = {}
        beside: set[int] = set()
        for each in _as_settled(history, log):
            if each["type"] == "corrected":
                _correct(holders, beside, log, each["payload"])
                continue
            yield from _not_beside_who_is_ahead(each["payload"], holders)
            rang, numero = each["payload"]["rang_appel"], each["payload"]["numero"]
            if str(each["payload"].get("type_choix", "")).startswith("surnombre"):
                beside.add(rang)
            else:
                holders[numero] = rang


def _as_settled(history: History, log: Log) -> Rows:
    """In the order in which postes gave them, where it is known: decisions may follow in another one."""
    at = {row["id"]: row.get("answered_at", "") for row in history.postes.get("settlement", [])}
    given = log.of_type("chosen", "placed", "corrected")
    return sorted(given, key=lambda each: at.get(each["payload"][ANSWERS[each["type"]][0]], ""))


def _correct(holders: dict[int, int], beside: set[int], log: Log, payload: Row) -> None:
    lines = (line for line in payload["lines"] if line["amphi_id"] == log.amphi_id)
    moved = {line["rang_appel"]: line["numero"] for line in lines}
    for numero in [numero for numero, rang in holders.items() if rang in moved]:
        del holders[numero]
    holders |= {numero: rang for rang, numero in moved.items() if rang not in beside}


def _not_beside_who_is_ahead(payload: Row, holders: dict[int, int]) -> Iterator[Violation]:
    rang, numero = payload["rang_appel"], payload["numero"]
    if payload.get("type_choix") == "surnombre_validant" and holders.get(numero, rang) < rang:
        what = f"rank {rang} got post {numero} in surnombre beside rank {holders[numero]}, who is ahead"
        yield Violation("CHX-4", what)
