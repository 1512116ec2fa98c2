"""`decide(amphi, command, moment)`: the whole engine, as a pure function (architecture, decision 1)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.session.domain import commands
from services.session.domain.amphi import Amphi
from services.session.domain.choix import Settle
from services.session.domain.deciding import (
    answering,
    building,
    choosing,
    closing,
    intervening,
    returning,
    rights,
    stopping,
    turns,
)
from services.session.domain.events import Event
from services.session.domain.moment import Moment
from services.session.domain.story import Story
from services.session.domain.what_follows import what_follows, what_follows_validation


@dataclass(frozen=True, slots=True)
class Decided:
    """What the command itself makes happen, and what follows from it, in this order."""

    asked: tuple[Event, ...]
    following: tuple[Event, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """All of it."""
        return (*self.asked, *self.following)


def decide(amphi: Amphi, command: commands.Command, moment: Moment) -> Decided | Settle:
    """Return the events of this command and of all that follows from it; nothing is changed.

    `Settle`: this has to be settled with postes first. It is the command itself where a choice, a placement
    or a correction is admitted, and an older, unanswered choice wherever that must be finished before the
    command is judged again.
    Raises a `Refusal` where the rules say no.
    """
    story = Story(amphi, moment)
    settle = _DECIDERS[type(command)](story, command)
    if settle is not None:
        return settle
    asked = tuple(story.events)
    if isinstance(command, commands.Validate):
        what_follows_validation(story)
    else:
        what_follows(story)
    return Decided(asked, tuple(story.events[len(asked) :]))


_DECIDERS: dict[type[commands.Command], Callable[[Story, Any], Settle | None]] = {
    commands.Validate: building.validate,
    commands.BackToDraft: building.back_to_draft,
    commands.Open: building.open_favourites,
    commands.Start: building.start,
    commands.UndoStart: building.undo_start,
    commands.Pause: stopping.pause,
    commands.Resume: stopping.resume,
    commands.MarkAbsent: turns.mark_absent,
    commands.PassOver: turns.pass_over,
    commands.AddTime: turns.add_time,
    commands.PutBack: returning.put_back,
    commands.CutShort: closing.cut_short,
    commands.Choose: choosing.choose,
    commands.ChooseFor: choosing.choose_for,
    commands.Place: intervening.place,
    commands.Correct: intervening.correct,
    commands.Answered: answering.answered,
    commands.Renounce: turns.renounce,
    commands.RequestReturn: returning.request_return,
    commands.Connected: returning.connected,
    commands.SetAbsence: rights.set_absence,
    commands.SetTypeChoix: rights.set_type_choix,
    commands.SetProcuration: rights.set_procuration,
    commands.Wake: stopping.wake,
    commands.Look: turns.look,
}
