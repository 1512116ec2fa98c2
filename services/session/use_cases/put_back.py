"""Put an intern who missed the turn right behind the current one (ENG-5). Gestionnaire.

Refused: AmphiPasCommence, AmphiTermine, RangInconnu, DejaUnPoste, CestSonTour, DejaDansLaFile.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine


def put_back(engine: Engine, amphi_id: UUID, by: By, rang_appel: int) -> Done:
    """Without limit: returns that ARS makes do not count."""
    return engine.act(amphi_id, commands.PutBack(rang_appel), by.asking(f"put_back {rang_appel}"))
