"""Come back after a missed turn, by the button (ENG-5, TRN-6). The intern.

Refused: AmphiPasCommence, AmphiTermine, TourPasManque, VousAvezChoisi, PlusDeRetour.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import by_interne
from services.session.use_cases.engine import Engine


def request_return(engine: Engine, amphi_id: UUID, intern_id: UUID, key: str) -> Done:
    """Right behind the current turn, among those put back by call rank (ENG-1)."""
    by = by_interne(engine, amphi_id, intern_id, key)
    return engine.act(amphi_id, commands.RequestReturn(intern_id), by.asking("request_return"))
