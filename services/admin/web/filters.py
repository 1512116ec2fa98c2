"""How the back office writes what the shared filters do not: milliseconds, seconds of the day, durations."""

from datetime import UTC, datetime
from typing import Final

from google.protobuf.duration_pb2 import Duration

from chassis.web.formats import NBSP, clock_time, day, when

IN_SECONDS: Final = 100


def moment_ms(milliseconds: int | None) -> str:
    """A moment of a board: « aujourd’hui à 9 h 05 »."""
    return when(datetime.fromtimestamp(milliseconds / 1000, UTC)) if milliseconds else "à une heure à venir"


def seconds_left(milliseconds: int) -> str:
    """What is left of a turn, rounded up and written as the page's script does: « 87 s », « 2:05 »."""
    seconds = -(-milliseconds // 1000)
    if seconds < IN_SECONDS:
        return f"{seconds}{NBSP}s"
    return f"{seconds // 60}:{seconds % 60:02}"


def spoken(seconds: int) -> str:
    """« 45 s », « 2 min », « 1 min 30 s »."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest}{NBSP}s"
    return f"{minutes}{NBSP}min{NBSP}{rest:02}{NBSP}s" if rest else f"{minutes}{NBSP}min"


def length(duration: Duration) -> str:
    """A setting's duration."""
    return spoken(duration.seconds)


def clock_seconds(moment: datetime) -> str:
    """« 09:05:12 », with the day where it is not today."""
    is_today = day(datetime.now(UTC)) == day(moment)
    return clock_time(moment, seconds=True) if is_today else day_and_seconds(moment)


def day_and_seconds(moment: datetime) -> str:
    """« lundi 23 novembre 2026, 09:05:12 »."""
    return f"{day(moment)}, {clock_time(moment, seconds=True)}"


def factor(value: float) -> str:
    """« 10 », « 0,5 »."""
    return f"{value:g}".replace(".", ",")


FILTERS: Final = {
    "factor": factor,
    "moment_ms": moment_ms, "seconds_left": seconds_left, "length_of": length,
    "clock_seconds": clock_seconds, "day_and_seconds": day_and_seconds,
}  # fmt: skip
