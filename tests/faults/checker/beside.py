"""CHX-4: a surnombre validant goes to a free post, or to one held by somebody behind in the call list.

postes alone knows who holds the post when it settles, session alone who is behind: neither is enough.
"""

from collections.abc import Iterator

from tests.faults.checker.logs import Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History


def check(_history: History, logs: list[Log]) -> Iterator[Violation]:
    """Within one amphi: a holder from another one counts as ahead, and has no rank in this record."""
    for log in logs:
        holders: dict[int, int] = {}
        for each in log.of_type("chosen", "placed", "corrected"):
            payload = each["payload"]
            if each["type"] == "corrected":
                moved = {line["rang_appel"] for line in payload["lines"]}
                holders = {numero: rang for numero, rang in holders.items() if rang not in moved}
                holders |= {line["numero"]: line["rang_appel"] for line in payload["lines"]}
                continue
            rang, numero = payload["rang_appel"], payload["numero"]
            if payload.get("type_choix") == "surnombre_validant" and holders.get(numero, rang) < rang:
                what = (
                    f"rank {rang} got post {numero} in surnombre beside rank {holders[numero]}, who is ahead"
                )
                yield Violation("CHX-4", what)
            if not str(payload.get("type_choix", "")).startswith("surnombre"):
                holders[numero] = rang
