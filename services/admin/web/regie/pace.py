"""Ahead of or behind the timetable (ADM-9): when the next intern is due, against when it will be."""

from dataclasses import dataclass
from typing import Final

from chassis.web.formats import NBSP

MINUTE: Final = 60_000
ON_TIME: Final = MINUTE


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds behind the timetable; negative: ahead of it."""

    behind: int

    @property
    def text(self) -> str:
        """« à l’heure », « 3 min d’avance », « 12 min de retard »."""
        if abs(self.behind) < ON_TIME:
            return "à l’heure"
        word = "de retard" if self.behind > 0 else "d’avance"
        return f"{_spoken(abs(self.behind) // MINUTE)} {word}"


def pace_of(
    *, starts_at: int, ends_at: int, called: int, internes: int, holds: bool, left: int, now: int
) -> Pace:
    """Compare. `called`: interns of the session called so far, the one who holds the turn included.

    While somebody holds the turn the timetable gives it the intern's own time: behind only beyond that.
    """
    a_turn = (ends_at - starts_at) // max(1, internes)
    due = starts_at + a_turn * called
    if not holds:
        return Pace(now - due)
    earliest, latest = now - due, now + left - due
    return Pace(earliest if earliest > 0 else min(latest, 0))


def _spoken(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}{NBSP}h{NBSP}{rest:02}{NBSP}min" if hours else f"{minutes}{NBSP}min"
