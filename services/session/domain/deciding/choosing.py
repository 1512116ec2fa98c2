"""The choice: received in time, then answered by postes (ENG-3, ENG-4; architecture, decision 4)."""

from uuid import UUID

from services.session.domain import commands, events
from services.session.domain.choix import Accepted, Answer, Choix, Settle
from services.session.domain.deciding.common import passage_of, turn_named
from services.session.domain.deciding.turns import is_over
from services.session.domain.deciding.whose_turn import require_chooser, time_is_over, turn_to_choose_in
from services.session.domain.droits import Par
from services.session.domain.holders import holder_seen
from services.session.domain.refusals import AmphiEnPause, AmphiGele
from services.session.domain.story import Story
from services.session.domain.turn import Turn


def choose(story: Story, command: commands.Choose) -> Settle:
    """Admits the choice, or first asks for the one that is still unanswered."""
    intern_id, mandataire_id = command.who
    passage = passage_of(story.amphi, intern_id)
    require_chooser(story.amphi, passage, command.who)
    turn = turn_to_choose_in(story.amphi, passage)
    par = Par.INTERNE if mandataire_id is None else Par.MANDATAIRE
    return _admit(story, turn, command, par, mandataire_id)


def choose_for(story: Story, command: commands.ChooseFor) -> Settle:
    """The same, dictated to ARS by whoever has the turn that the page showed (ENG-6)."""
    turn = turn_named(story.amphi, command.turn_id)
    passage = story.amphi.passages[turn.intern_id]
    mandataire_id = passage.mandataire_id if passage.procuration else None
    return _admit(story, turn, command, Par.ARS, mandataire_id)


def answered(story: Story, choix: Choix, answer: Answer) -> None:
    """What postes said: the place is given, or the turn goes on with the time that asking took."""
    turn = story.amphi.turn
    if turn is None or turn.turn_id != choix.turn_id:
        raise ValueError(f"choice {choix.choice_id} is answered after its turn ended: a guard failed")
    if isinstance(answer, Accepted):
        story.add(_chosen(choix))
    else:
        story.add(_refused(story, choix, turn, answer.code))


def _admit(
    story: Story,
    turn: Turn,
    command: commands.Choose | commands.ChooseFor,
    par: Par,
    mandataire_id: UUID | None,
) -> Settle:
    """In time, while time runs, and nothing else on its way."""
    if story.amphi.paused:
        raise AmphiEnPause
    if story.amphi.frozen:
        raise AmphiGele
    if story.moment.unanswered is not None:
        return Settle(story.moment.unanswered)
    passage = story.amphi.passages[turn.intern_id]
    if is_over(story, turn):
        raise time_is_over(story.amphi, passage)
    return Settle(
        Choix(
            choice_id=command.choice_id,
            turn_id=turn.turn_id,
            intern_id=turn.intern_id,
            rang_appel=turn.rang_appel,
            numero=command.numero,
            received_at=story.moment.now,
            elapsed=turn.elapsed(story.moment.now),
            type_choix=passage.type_choix,
            par=par,
            holder_seen=holder_seen(story.amphi, passage, command.numero),
            mandataire_id=mandataire_id,
        )
    )


def _chosen(choix: Choix) -> events.Chosen:
    return events.Chosen(
        turn_id=choix.turn_id,
        intern_id=choix.intern_id,
        rang_appel=choix.rang_appel,
        numero=choix.numero,
        choice_id=choix.choice_id,
        received_at=choix.received_at,
        took=choix.elapsed,
        type_choix=choix.type_choix,
        par=choix.par,
        mandataire_id=choix.mandataire_id,
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
