"""Rights that identity decides count at once, also during the intern's own turn (decision 6, STA-3, PRC-4).

A choice that was already received stands as it was judged.
"""

from services.session.domain import commands, events
from services.session.domain.amphi import PLACED, Etat, Passage, Phase
from services.session.domain.deciding.returning import is_there
from services.session.domain.droits import Droits
from services.session.domain.story import Story

RECORDED_BEFOREHAND = frozenset({Etat.EN_ATTENTE, Etat.ABSENCE_PREVUE})


def set_rights(story: Story, command: commands.SetRights) -> None:
    """Whatever differs from what the amphi knows, each as its own decision."""
    passage = story.amphi.passages.get(command.intern_id)
    if passage is None or story.amphi.phase is Phase.TERMINE:
        return
    _set_absence(story, passage, command.droits)
    _set_type_choix(story, passage, command.droits)
    _set_procuration(story, passage, command.droits)


def _set_absence(story: Story, passage: Passage, droits: Droits) -> None:
    """Counts for whoever is still waiting to be called; nobody's turn ends by it."""
    if passage.etat not in RECORDED_BEFOREHAND:
        return
    if droits.absent is not (passage.etat is Etat.ABSENCE_PREVUE):
        story.add(events.AbsenceSet(passage.intern_id, passage.rang_appel, droits.absent))


def _set_type_choix(story: Story, passage: Passage, droits: Droits) -> None:
    """Counts until there is a post; afterwards the type says how it was chosen."""
    if passage.etat not in PLACED and droits.type_choix is not passage.type_choix:
        story.add(events.TypeChoixSet(passage.intern_id, passage.rang_appel, droits.type_choix))


def _set_procuration(story: Story, passage: Passage, droits: Droits) -> None:
    """Whoever may choose now and is connected already has connected (ENG-2, ENG-5)."""
    if (droits.procuration, droits.mandataire_id) == (passage.procuration, passage.mandataire_id):
        return
    story.add(
        events.ProcurationSet(
            intern_id=passage.intern_id,
            rang_appel=passage.rang_appel,
            procuration=droits.procuration,
            mandataire_id=droits.mandataire_id,
        )
    )
    after = story.amphi.passages[passage.intern_id]
    if story.moment.is_present(after):
        is_there(story, after)
