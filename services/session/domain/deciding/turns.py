"""During a turn: what ends it without a choice, and what lengthens it (ENG-1, ENG-2, ENG-4)."""

from datetime import timedelta

from services.session.domain import commands, events
from services.session.domain.amphi import Cause, Etat
from services.session.domain.choix import Settle
from services.session.domain.deciding.common import passage_of, turn_named
from services.session.domain.deciding.stopping import freeze, thaw
from services.session.domain.deciding.whose_turn import require_chooser, turn_to_give_up
from services.session.domain.refusals import TempsInvalide
from services.session.domain.story import Story
from services.session.domain.turn import Turn

UNANSWERED_TOO_LONG = timedelta(seconds=2)
LEAST_EXTRA, MOST_EXTRA = timedelta(seconds=1), timedelta(hours=1)


def look(story: Story, _: commands.Look) -> Settle | None:
    """Whatever is due: a freeze or its end, an unanswered choice, the end of the turn.

    Time that stops stops at once; what else is due is left to the next look, a moment later.
    """
    freeze(story)
    thaw(story)
    if story.events:
        return None
    unanswered = story.moment.unanswered
    if unanswered is not None and story.moment.is_long_since(unanswered.received_at, UNANSWERED_TOO_LONG):
        return Settle(unanswered)
    return _expire(story)


def mark_absent(story: Story, command: commands.MarkAbsent) -> Settle | None:
    """By ARS. Somebody who is connected comes back by the button only (ENG-5)."""
    turn = turn_named(story.amphi, command.turn_id)
    present = story.moment.is_present(story.amphi.passages[turn.intern_id])
    return _miss(story, turn, Etat.ABSENT, Cause.ARS, button_only=present)


def pass_over(story: Story, command: commands.PassOver) -> Settle | None:
    """By ARS, who moves on."""
    turn = turn_named(story.amphi, command.turn_id)
    return _miss(story, turn, Etat.N_A_PAS_CHOISI, Cause.ARS)


def renounce(story: Story, command: commands.Renounce) -> Settle | None:
    """By the intern, or the mandataire, whose turn it must be (TRN-8)."""
    passage = passage_of(story.amphi, command.who[0])
    require_chooser(story.amphi, passage, command.who)
    turn = turn_to_give_up(story.amphi, passage)
    return _miss(story, turn, Etat.N_A_PAS_CHOISI, Cause.RENONCE)


def add_time(story: Story, command: commands.AddTime) -> None:
    """By ARS, also while time is stopped."""
    turn = turn_named(story.amphi, command.turn_id)
    if not LEAST_EXTRA <= command.extra <= MOST_EXTRA:
        raise TempsInvalide
    story.add(events.TimeAdded(turn.intern_id, turn.rang_appel, command.extra, turn.ends_at + command.extra))


def is_over(story: Story, turn: Turn) -> bool:
    """Whether the turn's end and the grace for the network are past (ENG-3)."""
    instant = story.amphi.stopped_since or story.moment.now
    return instant >= turn.ends_at + story.amphi.settings.grace_reseau


def see_holder(story: Story, turn: Turn) -> None:
    """Whoever may choose is there: the turn is a whole one (ENG-2)."""
    story.add(events.HolderSeen(turn.intern_id, turn.rang_appel, turn.ends_at + turn.grows_by))


def _expire(story: Story) -> Settle | None:
    turn = story.amphi.turn
    if turn is None or not story.amphi.running or not is_over(story, turn):
        return None
    if not story.moment.postes_is_fresh:
        return None
    if turn.grows_by and _was_there(story, turn):
        see_holder(story, turn)
        return None
    outcome = Etat.N_A_PAS_CHOISI if _was_there(story, turn) else Etat.ABSENT
    return _miss(story, turn, outcome, Cause.TEMPS_ECOULE)


def _was_there(story: Story, turn: Turn) -> bool:
    return turn.seen or story.moment.is_present(story.amphi.passages[turn.intern_id])


def _miss(
    story: Story, turn: Turn, outcome: Etat, cause: Cause, *, button_only: bool = False
) -> Settle | None:
    """Nothing ends a turn over an unanswered choice: that is finished first (decision 4)."""
    if story.moment.unanswered is not None:
        return Settle(story.moment.unanswered)
    story.add(
        events.TurnMissed(
            turn_id=turn.turn_id,
            intern_id=turn.intern_id,
            rang_appel=turn.rang_appel,
            outcome=outcome,
            cause=cause,
            button_only=button_only,
            took=turn.elapsed(story.amphi.stopped_since or story.moment.now),
        )
    )
    return None
