"""Before the first turn: validating, opening, starting, and taking these back."""

from services.session.domain import commands, events
from services.session.domain.amphi import Amphi, Phase
from services.session.domain.choix import Settle
from services.session.domain.order import current_slice, next_slice
from services.session.domain.refusals import (
    AmphiDejaCommence,
    AmphiDejaOuvert,
    AmphiDejaValide,
    AmphiEnPause,
    AmphiGele,
    AmphiPasCommence,
    AmphiPasValide,
    AmphiTermine,
    AvantLHeure,
    ChoixDejaFait,
    DecoupageIncomplet,
    ListeVide,
    OuvertureTropTard,
    PasDeSeanceAVenir,
    SeanceEnCours,
)
from services.session.domain.refusals_to_ars import AffectationsFaites
from services.session.domain.story import Story


def validate(story: Story, command: commands.Validate) -> None:
    """The log begins, with one definitive call list taken whole (ENG-8, AMP-2)."""
    if story.amphi.phase is not Phase.BROUILLON:
        raise AmphiDejaValide
    _check(command)
    story.add(
        events.Validated(
            settings=command.settings,
            opens_at=command.opens_at,
            list_version=command.list_version,
            interns=command.interns,
            slices=command.slices,
        )
    )


def back_to_draft(story: Story, _: commands.BackToDraft) -> None:
    """Only while nobody has chosen; a started amphi is first unstarted."""
    if story.amphi.phase is Phase.BROUILLON:
        raise AmphiPasValide
    if story.amphi.somebody_chose:
        raise ChoixDejaFait
    if story.amphi.somebody_is_placed or story.moment.intervening:
        raise AffectationsFaites
    if story.amphi.phase not in {Phase.VALIDE, Phase.OUVERT}:
        raise AmphiDejaCommence
    story.add(events.BackToDraft())


def open_favourites(story: Story, _: commands.Open) -> None:
    """Before their date."""
    _refuse_brouillon(story.amphi)
    if story.amphi.phase is not Phase.VALIDE:
        raise AmphiDejaOuvert
    story.add(events.Opened())


def start(story: Story, _: commands.Start) -> None:
    """The next session starts; the first one starts the amphi, and opens it if need be."""
    _refuse_brouillon(story.amphi)
    upcoming = _startable(story)
    if story.amphi.phase is Phase.VALIDE:
        story.add(events.Opened())
    story.add(events.SliceStarted(upcoming))


def undo_start(story: Story, _: commands.UndoStart) -> Settle | None:
    """Only while nobody has chosen: an unanswered choice is finished first."""
    if story.amphi.phase is Phase.TERMINE:
        raise AmphiTermine
    if story.amphi.phase is not Phase.EN_COURS:
        raise AmphiPasCommence
    if story.moment.unanswered is not None:
        return Settle(story.moment.unanswered)
    if story.amphi.somebody_chose:
        raise ChoixDejaFait
    story.add(events.StartUndone())
    return None


def _startable(story: Story) -> int:
    """The number of the session that may start now."""
    amphi = story.amphi
    if amphi.phase is Phase.TERMINE:
        raise AmphiTermine
    if amphi.paused:
        raise AmphiEnPause
    if amphi.frozen:
        raise AmphiGele
    if amphi.turn is not None or current_slice(amphi) is not None:
        raise SeanceEnCours
    upcoming = next_slice(amphi)
    if upcoming is None:
        raise PasDeSeanceAVenir
    if upcoming.by_clock and story.moment.now < upcoming.starts_at:
        raise AvantLHeure
    return upcoming.number


def _refuse_brouillon(amphi: Amphi) -> None:
    if amphi.phase is Phase.BROUILLON:
        raise AmphiPasValide


def _check(command: commands.Validate) -> None:
    ranks = sorted(appele.rang_appel for appele in command.interns)
    if not ranks:
        raise ListeVide
    covered = [rang for part in command.slices for rang in range(part.first_rang, part.last_rang + 1)]
    if covered != ranks:
        raise DecoupageIncomplet(dernier_rang=ranks[-1])
    if command.opens_at > command.slices[0].starts_at:
        raise OuvertureTropTard
