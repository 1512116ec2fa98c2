"""G-4: when the engine comes back after a stop, running turns get back the time that the stop took.

How long an intern really had is counted here on its own: from the announcement to the end, without what the
record says stood still, and without what is known from outside to have been away.
"""

from collections.abc import Iterator
from datetime import timedelta

from tests.faults.checker.instants import Span, instant, total
from tests.faults.checker.logs import Log, Stopped, Turn
from tests.faults.checker.verdict import Violation
from tests.faults.history import History

NOTICED = timedelta(seconds=4)
"""A shorter stop gives nothing back (architecture, decision 3)."""
TOLERANCE = timedelta(seconds=0.5)
SETTLES = timedelta(seconds=2)
CLOCKS = timedelta(seconds=45)
"""So long after a clock was set stamps say nothing: it was up to 40 s ahead, and the log's never go back."""


def check(history: History, logs: list[Log]) -> Iterator[Violation]:
    """All of it."""
    stops, clock = away(history, "session"), away(history, "clock")
    for log in logs:
        for turn in log.turns:
            span = judged(turn)
            if span is not None:
                yield from _long_enough(turn, "by the record", _by_the_record(turn, span))
            if span is not None and not unclear(turn, clock):
                had = span[1] - span[0] - total([*log.stops(), *stops], span)
                yield from _long_enough(turn, "without the engine’s stops", had)
            yield from _nobody_absent_meanwhile(log, turn, stops)


def away(history: History, part: str) -> list[Span]:
    """When this was away, long enough to be noticed; of the clock, when stamps may be wrong."""
    spans = [(instant(row["since"]), instant(row["until"])) for row in history.away if row["part"] == part]
    if part == "clock":
        return [(since - CLOCKS, until + CLOCKS) for since, until in spans]
    return [span for span in spans if span[1] - span[0] > NOTICED]


def unclear(turn: Turn, clock: list[Span]) -> bool:
    """Whether a clock was set around this turn, which by stamps that stood still may have no length."""
    return turn.span is not None and any(
        since <= turn.span[1] and turn.span[0] <= until for since, until in clock
    )


def judged(turn: Turn) -> Span | None:
    """From its announcement, or since ARS gave the whole turn back, to its end because time was up."""
    span = turn.span
    if turn.end is None or span is None or turn.end["payload"].get("cause") != "temps_ecoule":
        return None
    for each in turn.inside:
        if each["type"] == "resumed" and each["payload"]["full_time"]:
            span = (instant(each["payload"]["resumed_at"]), span[1])
    return span


def due(turn: Turn) -> timedelta:
    """What the settings promise to whoever was there, or was not."""
    kinds = {each["type"] for each in turn.inside}
    seen = turn.announced["payload"]["seen"] or "holder_seen" in kinds
    name = "duree_tour_us" if seen else "delai_absent_us"
    extra = sum(each["payload"]["extra_us"] for each in turn.inside if each["type"] == "time_added")
    return timedelta(microseconds=turn.settings[name] + extra)


def _by_the_record(turn: Turn, span: Span) -> timedelta:
    """What the turn’s decisions say was given back was given; also where the clock went back."""
    had = span[1] - span[0]
    stopped = Stopped()
    for each in turn.inside:
        payload = each["payload"]
        if each["type"] == "resumed" and payload["full_time"]:
            had, stopped = span[1] - span[0], Stopped()
        elif each["type"] == "reprise":
            had -= timedelta(microseconds=payload["gap_us"])
        elif (spent := stopped.after(each)) is not None:
            had -= spent[1] - spent[0]
    return had


def _long_enough(turn: Turn, counted: str, had: timedelta) -> Iterator[Violation]:
    if had < due(turn) - TOLERANCE:
        rang, promised = turn.announced["payload"]["rang_appel"], due(turn).total_seconds()
        what = f"rank {rang} had {had.total_seconds():.1f} s of {promised:.1f} s, counted {counted}"
        yield Violation("G-4", f"{what} (turn {turn.turn_id})")


def _nobody_absent_meanwhile(log: Log, turn: Turn, stops: list[Span]) -> Iterator[Violation]:
    if turn.end is None or turn.end["type"] != "turn_missed":
        return
    at = instant(turn.end["at"])
    for since, until in stops:
        if since + SETTLES < at < until:
            rang = turn.announced["payload"]["rang_appel"]
            yield Violation(
                "G-4", f"rank {rang} of {log.amphi_id} lost the turn while the engine was stopped"
            )
