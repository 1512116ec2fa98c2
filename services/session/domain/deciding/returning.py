"""Coming late, coming back, and absences recorded beforehand (ENG-5, TRN-6)."""

from uuid import UUID

from services.session.domain import commands, events
from services.session.domain.amphi import MISSED, Amphi, Etat, Passage, Phase
from services.session.domain.deciding.common import passage_of, require_started
from services.session.domain.deciding.turns import is_over
from services.session.domain.refusals import PlusDeRetour, RangInconnu, TourPasManque, VousAvezChoisi
from services.session.domain.story import Story

RECORDED_BEFOREHAND = frozenset({Etat.EN_ATTENTE, Etat.ABSENCE_PREVUE})


def connected(story: Story, command: commands.Connected) -> None:
    """The holder has the whole turn; the absent come back by themselves, once."""
    passage = story.amphi.passages.get(command.intern_id)
    if passage is None or story.amphi.phase is not Phase.EN_COURS:
        return
    if passage.etat is Etat.TOUR:
        _holder_seen(story)
    elif comes_back_alone(story.amphi, passage):
        story.add(events.PutBack(passage.intern_id, passage.rang_appel, events.Retour.CONNEXION))


def request_return(story: Story, command: commands.RequestReturn) -> None:
    """The button, as long as returns are left."""
    require_started(story.amphi)
    passage = passage_of(story.amphi, command.intern_id)
    _refuse_unless_missed(passage)
    if passage.retours >= story.amphi.settings.retours_max:
        raise PlusDeRetour(retours_max=story.amphi.settings.retours_max)
    story.add(events.PutBack(passage.intern_id, passage.rang_appel, events.Retour.BOUTON))


def put_back(story: Story, command: commands.PutBack) -> None:
    """By ARS: without limit, and whoever was skipped for a recorded absence too."""
    require_started(story.amphi)
    passages = story.amphi.passages.values()
    passage = next((one for one in passages if one.rang_appel == command.rang_appel), None)
    if passage is None:
        raise RangInconnu(rang_appel=command.rang_appel)
    if passage.etat is not Etat.ABSENCE_PREVUE:
        _refuse_unless_missed(passage)
    story.add(events.PutBack(passage.intern_id, passage.rang_appel, events.Retour.ARS))


def set_absence(story: Story, command: commands.SetAbsence) -> None:
    """Counts for whoever is still waiting to be called; nobody's turn ends by it."""
    passage = story.amphi.passages.get(command.intern_id)
    over = story.amphi.phase is Phase.TERMINE
    if passage is None or over or passage.etat not in RECORDED_BEFOREHAND:
        return
    if command.absent is not (passage.etat is Etat.ABSENCE_PREVUE):
        story.add(events.AbsenceSet(passage.intern_id, passage.rang_appel, command.absent))


def comes_back_alone(amphi: Amphi, passage: Passage) -> bool:
    """Whether connecting is enough to be put back: the first time, if nothing asks for the button (ENG-5)."""
    return (
        passage.etat is Etat.ABSENT
        and not passage.bouton_seul
        and not passage.revenu_seul
        and passage.retours < amphi.settings.retours_max
    )


def connection_matters(amphi: Amphi, intern_id: UUID) -> bool:
    """Whether this intern's connection would change anything: most do not, and need no lock."""
    passage = amphi.passages.get(intern_id)
    if passage is None or amphi.phase is not Phase.EN_COURS:
        return False
    holds_unseen = amphi.turn is not None and amphi.turn.intern_id == intern_id and not amphi.turn.seen
    return holds_unseen or comes_back_alone(amphi, passage)


def may_return(amphi: Amphi, passage: Passage) -> bool:
    """Whether the button is offered."""
    return (
        amphi.phase is Phase.EN_COURS
        and passage.etat in MISSED
        and passage.retours < amphi.settings.retours_max
    )


def _holder_seen(story: Story) -> None:
    turn = story.amphi.turn
    if turn is None or turn.seen or is_over(story, turn):
        return
    story.add(events.HolderSeen(turn.intern_id, turn.rang_appel, turn.ends_at + turn.grows_by))


def _refuse_unless_missed(passage: Passage) -> None:
    if passage.etat is Etat.A_CHOISI:
        raise VousAvezChoisi
    if passage.etat not in MISSED:
        raise TourPasManque
