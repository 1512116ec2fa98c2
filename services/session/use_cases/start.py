"""Start the next session by hand; the first one starts the amphi. Gestionnaire.

Refused: AmphiPasValide, AmphiTermine, AmphiEnPause, SeanceEnCours, PasDeSeanceAVenir, AvantLHeure.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def start(engine: Engine, amphi_id: UUID, by: By) -> Done:
    """The first turn of the session is announced at once."""
    return engine.act(amphi_id, commands.Start(), by.asking("start"))
