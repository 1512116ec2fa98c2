"""Move on: the turn that the page shows ends as « n’a pas choisi » (ENG-4). Gestionnaire.

Refused: TourTermine. An unanswered choice is finished first: if it succeeds, nothing is changed.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def move_on(engine: Engine, amphi_id: UUID, by: By, turn_id: UUID) -> Done:
    """The intern may come back by the button (ENG-5)."""
    return engine.act(amphi_id, commands.PassOver(turn_id), by.asking(f"move_on {turn_id}"))
