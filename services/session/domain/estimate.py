"""When an intern's turn may come, as a range (AMV-4): from the timetable, then from the measured pace."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from statistics import fmean, pstdev

from services.session.domain.amphi import WAITING, Amphi, Passage, Phase
from services.session.domain.order import ahead, slice_of
from services.session.domain.slice import Slice, SliceState

ENOUGH_TO_MEASURE = 3
"""Turns it takes before the measured pace says more than the timetable."""
CERTAINTY = 2.0
"""Standard deviations on either side."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Between these two instants."""

    earliest: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds a turn takes, and how much that varies."""

    mean: float
    deviation: float

    def of(self, turns: int) -> tuple[timedelta, timedelta]:
        """The shortest and the longest that so many turns should take."""
        spread = CERTAINTY * self.deviation * sqrt(turns)
        middle = self.mean * turns
        return timedelta(seconds=max(middle - spread, 0.0)), timedelta(seconds=middle + spread)


def estimate(amphi: Amphi, passage: Passage, now: datetime) -> Estimate | None:
    """The range for somebody who waits; None for everybody else, and before the amphi is validated."""
    if passage.etat not in WAITING or amphi.phase in {Phase.BROUILLON, Phase.TERMINE}:
        return None
    own = slice_of(amphi, passage.rang_appel)
    start, turns = _from_where(amphi, passage, own, now)
    shortest, longest = _pace(amphi, own).of(turns)
    return Estimate(start + shortest, start + longest)


def _from_where(amphi: Amphi, passage: Passage, own: Slice, now: datetime) -> tuple[datetime, int]:
    """An instant, and how many turns come between it and this one's."""
    before = ahead(amphi, passage)
    if amphi.phase is not Phase.EN_COURS or own.state is SliceState.PREVUE:
        same_session = sum(other.rang_appel >= own.first_rang for other in before)
        return max(own.starts_at, now), same_session
    return now, len(before)


def _pace(amphi: Amphi, own: Slice) -> Pace:
    """As measured on the last turns; before there are enough, the timetable's, give or take a quarter."""
    if len(amphi.paces) < ENOUGH_TO_MEASURE:
        planned = own.par_interne.total_seconds()
        return Pace(planned, planned / 4)
    seconds = [pace.total_seconds() for pace in amphi.paces]
    return Pace(fmean(seconds), pstdev(seconds))
