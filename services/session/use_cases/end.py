"""End an amphi without the rest of its `delai_fin` (ENG-7). Gestionnaire.

Refused: AmphiPasCommence, AmphiTermine, EncoreDuMonde.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def end(engine: Engine, amphi_id: UUID, by: By) -> Done:
    """Only when nobody waits and no session is to come."""
    return engine.act(amphi_id, commands.CutShort(), by.asking("end"))
