"""A session of an amphi: a start and a range of call ranks.

It is called a slice here, because `session` is the service and what a logged-in user has.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class SliceState(StrEnum):
    """Sessions run one after the other."""

    PREVUE = "prevue"
    EN_COURS = "en_cours"
    TERMINEE = "terminee"


@dataclass(frozen=True, slots=True)
class Slice:
    """Ranks `first_rang` to `last_rang`, `par_interne` of planned time each.

    `by_clock`: it starts by itself at `starts_at` and never before; otherwise by hand.
    """

    number: int
    first_rang: int
    last_rang: int
    starts_at: datetime
    par_interne: timedelta
    by_clock: bool
    state: SliceState = SliceState.PREVUE

    @property
    def ends_at(self) -> datetime:
        """The planned end."""
        return self.starts_at + self.par_interne * (self.last_rang - self.first_rang + 1)
