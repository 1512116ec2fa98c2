"""Coming late and coming back (ENG-5, TRN-6)."""

from services.session.domain import commands, events
from services.session.domain.amphi import MISSED, PLACED, WAITING, Amphi, Etat, Passage, Phase, Who
from services.session.domain.deciding.common import (
    passage_of,
    passage_ranked,
    require_started,
)
from services.session.domain.deciding.turns import is_over, see_holder
from services.session.domain.deciding.whose_turn import refuse_who_has_no_turn_to_come, require_chooser
from services.session.domain.refusals import CestVotreTour, PlusDeRetour, TourPasManque
from services.session.domain.refusals_to_ars import CestSonTour, DejaDansLaFile, DejaUnPoste
from services.session.domain.story import Story


def connected(story: Story, command: commands.Connected) -> None:
    """The holder has the whole turn; the absent come back by themselves, once."""
    intern_id, _ = command.who
    passage = story.amphi.passages.get(intern_id)
    if passage is not None and passage.chooser == command.who:
        is_there(story, passage)


def request_return(story: Story, command: commands.RequestReturn) -> None:
    """The button, as long as returns are left."""
    passage = passage_of(story.amphi, command.who[0])
    require_chooser(story.amphi, passage, command.who)
    refuse_who_has_no_turn_to_come(story.amphi, passage)
    require_started(story.amphi)
    if passage.etat is Etat.TOUR:
        raise CestVotreTour
    if passage.etat not in MISSED:
        raise TourPasManque
    if passage.retours >= story.amphi.settings.retours_max:
        raise PlusDeRetour(retours_max=story.amphi.settings.retours_max)
    story.add(events.PutBack(passage.intern_id, passage.rang_appel, events.Retour.BOUTON))


def put_back(story: Story, command: commands.PutBack) -> None:
    """By ARS: without limit, and whoever was skipped for a recorded absence too."""
    require_started(story.amphi)
    passage = passage_ranked(story.amphi, command.rang_appel)
    if passage.etat in PLACED:
        raise DejaUnPoste(rang_appel=passage.rang_appel)
    if passage.etat is Etat.TOUR:
        raise CestSonTour(rang_appel=passage.rang_appel)
    if passage.etat in WAITING:
        raise DejaDansLaFile(rang_appel=passage.rang_appel)
    story.add(events.PutBack(passage.intern_id, passage.rang_appel, events.Retour.ARS))


def comes_back_alone(amphi: Amphi, passage: Passage) -> bool:
    """Whether connecting is enough to be put back: the first time, if nothing asks for the button (ENG-5)."""
    return (
        passage.etat is Etat.ABSENT
        and not passage.bouton_seul
        and not passage.revenu_seul
        and passage.retours < amphi.settings.retours_max
    )


def comes_back_by_button(amphi: Amphi, passage: Passage) -> bool:
    """Whether connecting is not enough for an absent: the button, or ARS where no return is left (ENG-5)."""
    return passage.etat is Etat.ABSENT and not comes_back_alone(amphi, passage)


def connection_matters(amphi: Amphi, who: Who) -> bool:
    """Whether this person's connection would change anything: most do not, and need no lock."""
    intern_id, _ = who
    passage = amphi.passages.get(intern_id)
    if passage is None or passage.chooser != who or amphi.phase is not Phase.EN_COURS:
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


def is_there(story: Story, passage: Passage) -> None:
    """Whoever may choose is connected: the holder has the whole turn, an absent comes back, once."""
    if story.amphi.phase is not Phase.EN_COURS:
        return
    if passage.etat is Etat.TOUR:
        _holder_seen(story)
    elif comes_back_alone(story.amphi, passage):
        story.add(events.PutBack(passage.intern_id, passage.rang_appel, events.Retour.CONNEXION))


def _holder_seen(story: Story) -> None:
    turn = story.amphi.turn
    if turn is None or turn.seen or is_over(story, turn):
        return
    see_holder(story, turn)
