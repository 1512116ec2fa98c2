"""« Je renonce à mon tour » (TRN-8). The intern. Refused: AmphiPasCommence, AmphiTermine, PasVotreTour.

An unanswered choice is finished first: if it succeeds, the turn is over and the choice stands.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import by_interne
from services.session.use_cases.engine import Engine


def renounce(engine: Engine, amphi_id: UUID, intern_id: UUID, key: str) -> Done:
    """N’a pas choisi; back on request."""
    by = by_interne(engine, amphi_id, intern_id, key)
    return engine.act(amphi_id, commands.Renounce(intern_id), by.asking("renounce"))
