"""Undo a start made by mistake, while nobody has chosen. Gestionnaire.

An unanswered choice is finished first: if it succeeds, ChoixDejaFait. Also AmphiPasCommence, AmphiTermine.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def undo_start(engine: Engine, amphi_id: UUID, by: By) -> Done:
    """Everybody waits again; the sessions that had begun start by hand."""
    return engine.act(amphi_id, commands.UndoStart(), by.asking("undo_start"))
