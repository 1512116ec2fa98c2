"""The end of an amphi, sooner than by itself (ENG-7)."""

from services.session.domain import commands, events
from services.session.domain.deciding.common import require_started
from services.session.domain.refusals import EncoreDuMonde
from services.session.domain.story import Story
from services.session.domain.what_follows import nobody_is_to_come


def cut_short(story: Story, _: commands.CutShort) -> None:
    """Without the rest of the `delai_fin`."""
    require_started(story.amphi)
    if not nobody_is_to_come(story.amphi):
        raise EncoreDuMonde
    story.add(events.Ended())
