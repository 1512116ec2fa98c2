"""Let an amphi's time run again (ENG-4). Gestionnaire.

Refused: AmphiPasCommence, AmphiTermine, PasEnPause.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def resume(engine: Engine, amphi_id: UUID, by: By, *, full_time: bool) -> Done:
    """With what was left of the turn, or with the whole of it."""
    return engine.act(amphi_id, commands.Resume(full_time), by.asking(f"resume {full_time}"))
