"""The choice: received in time, then answered by postes (ENG-3, ENG-4; architecture, decision 4)."""

from services.session.domain import commands, events
from services.session.domain.amphi import MISSED, Amphi, Etat, Passage
from services.session.domain.choix import Accepted, Choix, Settle
from services.session.domain.deciding.common import passage_of, require_started
from services.session.domain.deciding.turns import is_over
from services.session.domain.refusals import (
    AmphiEnPause,
    AmphiGele,
    PasVotreTour,
    TempsEcoule,
    VousAvezChoisi,
)
from services.session.domain.story import Story
from services.session.domain.turn import Turn


def choose(story: Story, command: commands.Choose) -> Settle:
    """Admits the choice, or first asks for the one that is still unanswered."""
    turn = _turn_of(story.amphi, passage_of(story.amphi, command.intern_id))
    if story.amphi.paused:
        raise AmphiEnPause
    if story.amphi.frozen:
        raise AmphiGele
    if story.moment.unanswered is not None:
        return Settle(story.moment.unanswered)
    if is_over(story, turn):
        raise TempsEcoule
    return Settle(
        Choix(
            choice_id=command.choice_id,
            turn_id=turn.turn_id,
            intern_id=turn.intern_id,
            rang_appel=turn.rang_appel,
            numero=command.numero,
            received_at=story.moment.now,
            elapsed=turn.elapsed(story.moment.now),
        )
    )


def answered(story: Story, command: commands.Answered) -> None:
    """What postes said: the place is given, or the turn goes on with the time that asking took."""
    choix, turn = command.choix, story.amphi.turn
    if turn is None or turn.turn_id != choix.turn_id:
        raise ValueError(f"choice {choix.choice_id} is answered after its turn ended: a guard failed")
    if isinstance(command.answer, Accepted):
        story.add(_chosen(choix))
    else:
        story.add(_refused(story, choix, turn, command.answer.code))


def _turn_of(amphi: Amphi, passage: Passage) -> Turn:
    require_started(amphi)
    if passage.etat is Etat.A_CHOISI:
        raise VousAvezChoisi
    if passage.etat in MISSED:
        raise TempsEcoule
    if amphi.turn is None or amphi.turn.intern_id != passage.intern_id:
        raise PasVotreTour
    return amphi.turn


def _chosen(choix: Choix) -> events.Chosen:
    return events.Chosen(
        turn_id=choix.turn_id,
        intern_id=choix.intern_id,
        rang_appel=choix.rang_appel,
        numero=choix.numero,
        choice_id=choix.choice_id,
        received_at=choix.received_at,
        took=choix.elapsed,
    )


def _refused(story: Story, choix: Choix, turn: Turn, reason: str) -> events.ChoiceRefused:
    """The turn's clock is set back to what it read when the choice came in, and never forward."""
    instant = story.amphi.stopped_since or story.moment.now
    origin = max(turn.origin, instant - choix.elapsed)
    return events.ChoiceRefused(
        turn_id=choix.turn_id,
        intern_id=choix.intern_id,
        rang_appel=choix.rang_appel,
        numero=choix.numero,
        choice_id=choix.choice_id,
        received_at=choix.received_at,
        reason=reason,
        ends_at=origin + turn.length,
    )
