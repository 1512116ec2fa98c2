"""What ARS does outside the turns: placing interns (CHX-8, ADM-10), correcting choices (CHX-6).

Like choices, both are settled with postes before they are decided; no turn waits for them.
"""

from services.session.domain import commands, events
from services.session.domain.amphi import PLACED, Amphi, Etat, Passage, Phase
from services.session.domain.choix import Accepted, Answer, Correction, Echange, Placement, Settle
from services.session.domain.deciding.common import passage_of, passage_ranked
from services.session.domain.refusals import AmphiPasValide
from services.session.domain.refusals_to_ars import (
    AutrePoste,
    CestSonTour,
    CorrectionVide,
    DejaUnPoste,
    InterventionEnCours,
    PasDePoste,
)
from services.session.domain.story import Story


def place(story: Story, command: commands.Place) -> Settle:
    """Anybody without a post, except during his or her own turn; also after the end."""
    _require_log(story.amphi)
    passage = passage_ranked(story.amphi, command.rang_appel)
    if passage.etat in PLACED:
        raise DejaUnPoste(rang_appel=passage.rang_appel)
    if passage.etat is Etat.TOUR:
        raise CestSonTour(rang_appel=passage.rang_appel)
    _refuse_if_on_its_way(story, passage)
    return Settle(
        Placement(
            placement_id=command.placement_id,
            intern_id=passage.intern_id,
            rang_appel=passage.rang_appel,
            numero=command.numero,
            received_at=story.moment.now,
            reason_hash=command.reason_hash,
        )
    )


def correct(story: Story, command: commands.Correct) -> Settle:
    """The lines of this amphi are checked here; those of others, in theirs."""
    _require_log(story.amphi)
    lines = [line for line in command.correction.lines if line.amphi_id == story.amphi.amphi_id]
    if not command.correction.lines or len({line.intern_id for line in lines}) < len(lines):
        raise CorrectionVide
    for line in lines:
        _check(story, line)
    return Settle(command.correction)


def placement_answered(story: Story, placement: Placement, answer: Answer) -> None:
    """The place is given, or the intern waits as before."""
    if isinstance(answer, Accepted):
        story.add(
            events.Placed(
                placement_id=placement.placement_id,
                intern_id=placement.intern_id,
                rang_appel=placement.rang_appel,
                numero=placement.numero,
                received_at=placement.received_at,
                reason_hash=placement.reason_hash,
            )
        )
    else:
        story.add(
            events.PlacementRefused(
                placement_id=placement.placement_id,
                intern_id=placement.intern_id,
                rang_appel=placement.rang_appel,
                numero=placement.numero,
                reason=answer.code,
            )
        )


def correction_answered(story: Story, correction: Correction, answer: Answer) -> None:
    """All of it, or nothing."""
    if isinstance(answer, Accepted):
        story.add(
            events.Corrected(
                correction_id=correction.correction_id,
                lines=correction.lines,
                received_at=correction.received_at,
                reason_hash=correction.reason_hash,
                proposed_by=correction.proposed_by,
                approved_by=correction.approved_by,
            )
        )
    else:
        story.add(events.CorrectionRefused(correction.correction_id, answer.code))


def _check(story: Story, line: Echange) -> None:
    passage = passage_of(story.amphi, line.intern_id)
    if passage.etat not in PLACED:
        raise PasDePoste(rang_appel=passage.rang_appel)
    if passage.numero != line.before or line.numero == line.before:
        raise AutrePoste(rang_appel=passage.rang_appel, numero=passage.numero)
    _refuse_if_on_its_way(story, passage)


def _refuse_if_on_its_way(story: Story, passage: Passage) -> None:
    if passage.intern_id in story.moment.intervening:
        raise InterventionEnCours(rang_appel=passage.rang_appel)


def _require_log(amphi: Amphi) -> None:
    if amphi.phase is Phase.BROUILLON:
        raise AmphiPasValide
