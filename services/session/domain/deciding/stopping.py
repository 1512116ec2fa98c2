"""Time stops and runs again: ARS's pause, the engine's « gelé », its own absence (ENG-4, G-4, G-6)."""

from datetime import datetime, timedelta

from services.session.domain import commands, events
from services.session.domain.amphi import Amphi
from services.session.domain.deciding.common import require_started
from services.session.domain.refusals import DejaEnPause, PasEnPause
from services.session.domain.settings import ApresArret
from services.session.domain.story import Story

GAP_NOT_GIVEN_BACK = timedelta(seconds=3)
AWAY_TOO_LONG = timedelta(seconds=2)


def pause(story: Story, command: commands.Pause) -> None:
    """At once, whatever choice is on its way: that one is still finished, and the next turn waits."""
    require_started(story.amphi)
    if story.amphi.paused:
        raise DejaEnPause
    story.add(events.Paused(command.reason_hash, story.amphi.stopped_since or story.moment.now))


def resume(story: Story, command: commands.Resume) -> None:
    """With what was left, or with the whole turn; a freeze still holds time back."""
    require_started(story.amphi)
    if not story.amphi.paused:
        raise PasEnPause
    now = story.moment.now
    still = story.amphi.stopped_since if story.amphi.frozen else None
    ends_at = _full(story.amphi, still or now) if command.full_time else _kept(story.amphi, still or now)
    story.add(events.Resumed(command.full_time, now, still, ends_at))


def freeze(story: Story) -> None:
    """In force since postes was last there, but not before this turn's time began to run (decision 3)."""
    amphi, probes = story.amphi, story.moment.probes
    if amphi.turn is None or amphi.runs_since is None or not amphi.running:
        return
    since = amphi.runs_since if probes is None else max(probes.seen_at, amphi.runs_since)
    if story.moment.now - since > AWAY_TOO_LONG:
        story.add(events.Frozen(since))


def thaw(story: Story) -> None:
    """Once postes answers again, for good, and has answered the choice that waited for it (ENG-4).

    A pause still holds time back.
    """
    amphi, now = story.amphi, story.moment.now
    if not amphi.frozen or not story.moment.postes_is_back or story.moment.unanswered is not None:
        return
    still = amphi.stopped_since if amphi.paused else None
    story.add(events.Thawed(now, still, _kept(amphi, still or now)))


def wake(story: Story, command: commands.Wake) -> None:
    """What counted down while nobody looked gets that time back, also where the clock went back (G-4).

    A turn, or the `delai_fin`, in which the absent can still come back (ENG-7). Where the amphi is set so, it
    then waits for ARS.
    """
    amphi, now = story.amphi, story.moment.now
    if amphi.ends_at is None or not amphi.running:
        return
    gap = now - command.seen_at
    if timedelta(0) <= gap <= GAP_NOT_GIVEN_BACK:
        return
    story.add(events.Reprise(now, gap, amphi.ends_at + gap))
    if amphi.settings.apres_arret is ApresArret.PAUSE:
        story.add(events.Paused(None, now))


def _kept(amphi: Amphi, instant: datetime) -> datetime | None:
    """The end of what counts down when what was left at the stop runs on from this instant."""
    if amphi.ends_at is None or amphi.stopped_since is None:
        return None
    return amphi.ends_at + (instant - amphi.stopped_since)


def _full(amphi: Amphi, instant: datetime) -> datetime | None:
    """The same, with the whole turn; a `delai_fin` just runs on."""
    return _kept(amphi, instant) if amphi.turn is None else instant + amphi.turn.length
