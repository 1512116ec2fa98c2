"""Open an amphi's favourites before their date (AMV-1). Gestionnaire; AmphiPasValide, AmphiDejaOuvert."""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def open_favourites(engine: Engine, amphi_id: UUID, by: By) -> Done:
    """From now on, whatever the date."""
    return engine.act(amphi_id, commands.Open(), by.asking("open"))
