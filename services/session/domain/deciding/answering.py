"""What postes answered, to whatever it was asked (decision 4)."""

from services.session.domain import commands
from services.session.domain.choix import Choix, Correction, Placement
from services.session.domain.deciding import choosing, intervening
from services.session.domain.story import Story


def answered(story: Story, command: commands.Answered) -> None:
    """The stored answer, once; whoever calls has made sure that it is still waited for."""
    match command.asked:
        case Choix():
            choosing.answered(story, command.asked, command.answer)
        case Placement():
            intervening.placement_answered(story, command.asked, command.answer)
        case Correction():
            intervening.correction_answered(story, command.asked, command.answer)
