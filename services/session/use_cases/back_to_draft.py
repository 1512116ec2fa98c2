"""Take a validation back, to change settings, sessions or the call list (AMP-2). Gestionnaire.

Refused: AmphiPasValide, AmphiDejaCommence, ChoixDejaFait.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def back_to_draft(engine: Engine, amphi_id: UUID, by: By) -> Done:
    """The log and its numbers go on (decision 5)."""
    return engine.act(amphi_id, commands.BackToDraft(), by.asking("back_to_draft"))
