"""Stop an amphi's time, with a reason that everybody reads (ENG-4). Gestionnaire.

At once, whatever choice is on its way. Refused: AmphiPasCommence, AmphiTermine, DejaEnPause, MotifInvalide.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import MotifInvalide
from services.session.use_cases.reasons import digest, reason_beside


def pause(engine: Engine, amphi_id: UUID, by: By, reason: str) -> Done:
    """The reason lies beside the log, which has its salted hash (ENG-8)."""
    beside = reason_beside(reason)
    if beside is None:
        raise MotifInvalide
    return engine.act(amphi_id, commands.Pause(beside.hash), by.asking(f"pause {digest(by, beside)}", beside))
