"""Rights that identity decides count at once, also during the intern's own turn (decision 6, STA-3, PRC-4).

Each that differs from what the amphi knows is a decision of its own, by whoever decided it.
A choice that was already received stands as it was judged.
"""

from uuid import UUID

from services.session.domain import commands, events
from services.session.domain.amphi import PLACED, Etat, Passage, Phase
from services.session.domain.deciding.returning import is_there
from services.session.domain.story import Story

RECORDED_BEFOREHAND = frozenset({Etat.EN_ATTENTE, Etat.ABSENCE_PREVUE})


def set_absence(story: Story, command: commands.SetAbsence) -> None:
    """Counts for whoever is still waiting to be called; nobody's turn ends by it."""
    passage = _passage(story, command.intern_id)
    if passage is None or passage.etat not in RECORDED_BEFOREHAND:
        return
    if command.absent is not (passage.etat is Etat.ABSENCE_PREVUE):
        story.add(events.AbsenceSet(passage.intern_id, passage.rang_appel, command.absent))


def set_type_choix(story: Story, command: commands.SetTypeChoix) -> None:
    """Counts until there is a post; afterwards the type says how it was chosen."""
    passage = _passage(story, command.intern_id)
    if passage is None or passage.etat in PLACED or command.type_choix is passage.type_choix:
        return
    story.add(events.TypeChoixSet(passage.intern_id, passage.rang_appel, command.type_choix))


def set_procuration(story: Story, command: commands.SetProcuration) -> None:
    """Whoever may choose now and is connected already has connected (ENG-2, ENG-5)."""
    passage = _passage(story, command.intern_id)
    wanted = (command.procuration, command.mandataire_id)
    if passage is None or wanted == (passage.procuration, passage.mandataire_id):
        return
    story.add(
        events.ProcurationSet(
            intern_id=passage.intern_id,
            rang_appel=passage.rang_appel,
            procuration=command.procuration,
            mandataire_id=command.mandataire_id,
        )
    )
    after = story.amphi.passages[passage.intern_id]
    if story.moment.is_present(after):
        is_there(story, after)


def _passage(story: Story, intern_id: UUID) -> Passage | None:
    return None if story.amphi.phase is Phase.TERMINE else story.amphi.passages.get(intern_id)
