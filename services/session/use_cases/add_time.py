"""Give the turn that the page shows more time (ENG-4). Gestionnaire. Refused: TourTermine, TempsInvalide."""

from datetime import timedelta
from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def add_time(engine: Engine, amphi_id: UUID, by: By, turn_id: UUID, extra: timedelta) -> Done:
    """Between a second and an hour."""
    return engine.act(amphi_id, commands.AddTime(turn_id, extra), by.asking(f"add_time {turn_id} {extra}"))
