"""What happens by itself: favourites open, sessions and turns follow one another, the amphi ends.

Each rule looks at the amphi and the moment and says its event, or nothing; `what_follows` runs them until
none has anything more to say.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.session.domain.amphi import Amphi, Phase
from services.session.domain.events import (
    Closing,
    Ended,
    Event,
    Opened,
    SliceEnded,
    SliceStarted,
    TurnAnnounced,
)
from services.session.domain.moment import Moment
from services.session.domain.order import current_slice, next_slice, next_up, queue
from services.session.domain.story import Story
from services.session.domain.turn import turn_id

NO_TIME = timedelta(0)


def what_follows(story: Story) -> None:
    """Adds every event that is due now by itself."""
    while event := _next_event(story.amphi, story.moment):
        story.add(event)


def what_follows_validation(story: Story) -> None:
    """The favourites alone: what ARS noted beforehand is asked for before anybody has a turn (CHX-8)."""
    if opened := _opening(story.amphi, story.moment):
        story.add(opened)


def next_instant(amphi: Amphi) -> datetime | None:
    """When something is next due by itself, if nobody does anything before; None: never."""
    if amphi.phase is Phase.VALIDE:
        return amphi.opens_at
    if amphi.stopped_since is not None:
        return None
    if amphi.turn is not None:
        return amphi.turn.ends_at + amphi.settings.grace_reseau
    if amphi.closing_at is not None:
        return amphi.closing_at
    return _clock_start(amphi)


def _next_event(amphi: Amphi, moment: Moment) -> Event | None:
    return next((event for rule in _RULES if (event := rule(amphi, moment)) is not None), None)


def _opening(amphi: Amphi, moment: Moment) -> Event | None:
    if amphi.phase is Phase.VALIDE and amphi.opens_at is not None and amphi.opens_at <= moment.now:
        return Opened()
    return None


def _slice_start(amphi: Amphi, moment: Moment) -> Event | None:
    upcoming, starts_at = next_slice(amphi), _clock_start(amphi)
    if upcoming is not None and starts_at is not None and starts_at <= moment.now:
        return SliceStarted(upcoming.number)
    return None


def _turn(amphi: Amphi, moment: Moment) -> Event | None:
    if not amphi.running or amphi.turn is not None:
        return None
    passage = next_up(amphi)
    if passage is None or passage.intern_id in moment.intervening:
        return None
    present = moment.is_present(passage)
    length, grows_by = _length(amphi, present=present, long_away=moment.is_long_away(passage))
    return TurnAnnounced(
        turn_id=turn_id(amphi.amphi_id, amphi.turns + 1),
        intern_id=passage.intern_id,
        rang_appel=passage.rang_appel,
        announced_at=moment.now,
        ends_at=moment.now + length,
        seen=present,
        grows_by=grows_by,
    )


def _length(amphi: Amphi, *, present: bool, long_away: bool) -> tuple[timedelta, timedelta]:
    """How long a turn lasts as announced, and what the holder's connection adds to it (ENG-2, LIV-3)."""
    full, absent = amphi.settings.duree_tour, amphi.settings.delai_absent
    if present:
        return full, NO_TIME
    if absent >= full:
        return absent, NO_TIME
    return (absent, full - absent) if long_away else (full, NO_TIME)


def _slice_over(amphi: Amphi, _: Moment) -> Event | None:
    running = current_slice(amphi)
    if amphi.running and amphi.turn is None and running is not None and next_up(amphi) is None:
        return SliceEnded(running.number)
    return None


def _closing(amphi: Amphi, moment: Moment) -> Event | None:
    if amphi.running and amphi.closing_at is None and nobody_is_to_come(amphi):
        return Closing(moment.now + amphi.settings.delai_fin)
    return None


def _ending(amphi: Amphi, moment: Moment) -> Event | None:
    """Unless somebody has come back meanwhile, whose turn waits for an answer of postes (decision 5)."""
    over = amphi.closing_at is not None and amphi.closing_at <= moment.now
    return Ended() if amphi.running and over and nobody_is_to_come(amphi) else None


def nobody_is_to_come(amphi: Amphi) -> bool:
    """Nobody chooses, nobody waits, no session runs or is to come (ENG-7)."""
    return (
        amphi.turn is None
        and current_slice(amphi) is None
        and next_slice(amphi) is None
        and next(queue(amphi), None) is None
    )


def _clock_start(amphi: Amphi) -> datetime | None:
    """When the next session starts by itself, if the one before is over and time runs."""
    ready = amphi.phase is Phase.OUVERT or (
        amphi.running and amphi.turn is None and current_slice(amphi) is None
    )
    upcoming = next_slice(amphi)
    return upcoming.starts_at if ready and upcoming is not None and upcoming.by_clock else None


_RULES: tuple[Callable[[Amphi, Moment], Event | None], ...] = (
    _opening,
    _slice_start,
    _turn,
    _slice_over,
    _closing,
    _ending,
)
