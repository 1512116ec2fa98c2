"""The turn: who chooses now, and a clock that everything which gives time back moves."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID, uuid5


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn. Its clock reads `instant - origin` and it is over when that reaches `length` (ENG-2).

    `origin` is the announcement, moved by every stop; `length` grows by what ARS adds. `seen`: somebody who
    may choose was connected during it. `grows_by`: what the first connection adds to a shortened length.
    """

    turn_id: UUID
    intern_id: UUID
    rang_appel: int
    announced_at: datetime
    origin: datetime
    length: timedelta
    seen: bool
    grows_by: timedelta

    @property
    def ends_at(self) -> datetime:
        """The end that everybody counts down to; while time is stopped, seen from its stop."""
        return self.origin + self.length

    def elapsed(self, instant: datetime) -> timedelta:
        """What the turn's clock reads at this instant."""
        return instant - self.origin

    def ending(self, ends_at: datetime) -> Self:
        """The same length, ending at another instant."""
        return replace(self, origin=ends_at - self.length)

    def lengthened(self, ends_at: datetime) -> Self:
        """The same start, ending at another instant."""
        return replace(self, length=ends_at - self.origin)


def turn_id(amphi_id: UUID, number: int) -> UUID:
    """The name of an amphi's n-th turn: the same wherever and whenever it is worked out."""
    return uuid5(amphi_id, f"turn-{number}")
