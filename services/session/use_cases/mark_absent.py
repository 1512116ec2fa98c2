"""End the turn that the page shows as absent (ENG-4). Gestionnaire. Refused: TourTermine.

An unanswered choice is finished first: if it succeeds, the turn is over and nothing is changed.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def mark_absent(engine: Engine, amphi_id: UUID, by: By, turn_id: UUID) -> Done:
    """Somebody connected comes back by the button only (ENG-5)."""
    return engine.act(amphi_id, commands.MarkAbsent(turn_id), by.asking(f"mark_absent {turn_id}"))
