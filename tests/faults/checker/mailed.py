"""G-6: no mail is missing, however long notifications or Kafka were away.

A mail tells of one decision: whoever was corrected before it left reads of the post of that decision (TRN-5).
"""

from collections import defaultdict
from collections.abc import Iterator

from tests.faults.checker.logs import Log
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row

BY_ARS = {"placed": "placed", "corrected": "corrected"}
MANDATAIRE = "mandataire:"


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """Whoever got a place was told, and the mandataire who chose was too (PRC-5)."""
    if not history.over:
        return
    sent: dict[tuple[str, str], set[int]] = defaultdict(set)
    for mail in history.mails:
        sent[mail["to"], mail["about"]].add(mail["numero"])
    for log in logs:
        for each in log.decisions:
            for intern_id, numero in _given(log, each):
                for to, about in _wanted(history, each, intern_id):
                    if numero not in sent[to, about]:
                        yield Violation("G-6", f"no mail to {to} about post {numero} ({about})")


def _given(log: Log, decision: Row) -> Iterator[tuple[str, int]]:
    """(intern, post) of each place that this decision gives in this amphi."""
    payload = decision["payload"]
    if decision["type"] in {"chosen", "placed"}:
        yield payload["intern_id"], payload["numero"]
    elif decision["type"] == "corrected":
        for line in payload["lines"]:
            if line["amphi_id"] == log.amphi_id:
                yield line["intern_id"], line["numero"]


def _wanted(history: History, decision: Row, intern_id: str) -> Iterator[tuple[str, str]]:
    if (to := history.addresses.get(intern_id)) is not None:
        yield to, BY_ARS.get(decision["type"], "choice")
    if decision["actor"].startswith(MANDATAIRE) and (to := history.mandataires.get(intern_id)) is not None:
        yield to, "by_proxy"
