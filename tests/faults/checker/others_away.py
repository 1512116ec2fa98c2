"""G-6: what goes on, and what waits, while Kafka, or postes and its database are away."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from tests.faults.checker.instants import Span, instant, longest_outside, overlap, total
from tests.faults.checker.logs import Log, Turn
from tests.faults.checker.time_given import TOLERANCE, away, due, judged, unclear
from tests.faults.checker.verdict import Violation
from tests.faults.history import History, Row

WITHIN_SECONDS = timedelta(seconds=10)
NO_LOG_IN = "identifiants_faux"
"""What a mandataire whose procuration ended meanwhile hears instead of the answer, and at once too."""

FREEZES_AFTER = timedelta(seconds=5)
"""2 s without a probe, a look each second, and a busy machine; while replicas look at all."""


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    yield from _told(history, logs)
    yield from _choices_go_on(history)
    yield from _screens_catch_up(history, logs)
    for log in logs:
        yield from _frozen_not_lost(history, log)
    yield from _comes_to_its_end(history, logs)


def _told(history: History, logs: list[Log]) -> Iterator[Violation]:
    """Nothing is lost at Kafka, and order is kept: doubles are allowed, gaps are not."""
    newest: dict[str, int] = defaultdict(int)
    for row in history.published:
        amphi_id, seq = row["amphi_id"], row["seq"]
        if seq > newest[amphi_id] + 1:
            yield Violation("G-6", f"Kafka has decision {seq} of {amphi_id} right after {newest[amphi_id]}")
        newest[amphi_id] = max(newest[amphi_id], seq)
    for log in logs:
        if history.over and history.published and newest[log.amphi_id] < len(log.decisions):
            yield Violation("G-6", f"Kafka ends at decision {newest[log.amphi_id]} of {len(log.decisions)}")


def _alone(history: History, part: str) -> list[Span]:
    """When only this was away, and long enough."""
    rows = (row for row in history.away if row["part"] == part and row.get("alone"))
    return [(instant(row["since"]), instant(row["until"])) for row in rows]


def _choices_go_on(history: History) -> Iterator[Violation]:
    """With Kafka away, whoever chooses is answered, unless the right to ask again has ended (PRC-4)."""
    answered: dict[str, Row] = {}
    first: dict[str, Row] = {}
    for row in history.clients:
        if row["what"] == "sent":
            first.setdefault(row["key"], row)
        if row["what"] == "answered" or row.get("why") == NO_LOG_IN:
            answered.setdefault(row["key"], row)
    for since, until in _alone(history, "kafka"):
        for key, row in first.items():
            at = instant(row["at"])
            answer = answered.get(key)
            late = answer is None or instant(answer["at"]) - at > WITHIN_SECONDS
            if since <= at <= until - WITHIN_SECONDS and late:
                yield Violation(
                    "G-6", f"Kafka away: key {key}, sent at {row['at']}, was not answered in time"
                )


def _screens_catch_up(history: History, logs: list[Log]) -> Iterator[Violation]:
    heads: dict[str, list[Row]] = defaultdict(list)
    for row in history.clients:
        if row["what"] == "head":
            heads[row["client"]].append(row)
    for since, until in _alone(history, "kafka"):
        for log in logs:
            for each in log.decisions:
                at = instant(each["at"])
                if since <= at <= until - WITHIN_SECONDS:
                    yield from _shown(log, each, heads)


def _shown(log: Log, decision: Row, heads: dict[str, list[Row]]) -> Iterator[Violation]:
    """Each screen that was on before and after knew of it within seconds."""
    at = instant(decision["at"])
    for client, rows in heads.items():
        here = [row for row in rows if row["amphi_id"] == log.amphi_id]
        on = here and instant(here[0]["at"]) <= at and instant(here[-1]["at"]) >= at + WITHIN_SECONDS
        times = [instant(row["at"]) for row in here if row["seq"] >= decision["seq"]]
        if on and (not times or min(times) - at > WITHIN_SECONDS):
            yield Violation("G-6", f"Kafka away: {client} did not see decision {decision['seq']} in time")


def _frozen_not_lost(history: History, log: Log) -> Iterator[Violation]:
    """With postes away no turn runs out, its time is given back, and people see why."""
    spans, clock = away(history, "postes") + away(history, "session"), away(history, "clock")
    for turn in log.turns:
        span = judged(turn)
        if span is not None and not unclear(turn, clock):
            had = span[1] - span[0] - total([*log.stops(), *spans], span)
            if had < due(turn) - TOLERANCE:
                rang = turn.announced["payload"]["rang_appel"]
                yield Violation(
                    "G-6", f"rank {rang} had {had.total_seconds():.1f} s with postes there ({turn.turn_id})"
                )
    for span in _alone(history, "postes"):
        seen = longest_outside(log.asleep(), span)
        if seen > FREEZES_AFTER and any(_runs_through(turn, span) for turn in log.turns):
            yield from _said_why(history, log, span)


def _runs_through(turn: Turn, span: Span) -> bool:
    begins = instant(turn.announced["at"])
    return begins <= span[0] and (turn.end is None or instant(turn.end["at"]) >= span[1])


def _said_why(history: History, log: Log, span: Span) -> Iterator[Violation]:
    stood = any(overlap(stop, span) for stop in log.stops())
    shown = any(
        row["what"] == "frozen" and row["amphi_id"] == log.amphi_id and span[0] <= instant(row["at"])
        for row in history.clients
    )
    if not stood:
        yield Violation(
            "G-6", f"postes away from {span[0]} to {span[1]}: amphi {log.amphi_id} was not frozen"
        )
    elif not shown:
        yield Violation("G-6", f"postes away from {span[0]} to {span[1]}: nobody was shown why")


def _comes_to_its_end(history: History, logs: list[Log]) -> Iterator[Violation]:
    """Frozen, not lost: once everything is back, nothing stands for ever."""
    for log in logs:
        if not history.over or not log.decisions:
            continue
        if log.turns and log.turns[-1].end is None:
            yield Violation("G-6", f"amphi {log.amphi_id}: the turn {log.turns[-1].turn_id} never ended")
