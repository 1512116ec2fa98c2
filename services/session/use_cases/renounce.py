"""« Je renonce à mon tour » (TRN-8). The intern, or the mandataire.

Refused: AmphiPasCommence, AmphiTermine, AbsencePrevue, PasVotreTour, RienARendre, VousAvezChoisi,
VousEtesAffecte, ProcurationDonnee, ProcurationTerminee.

An unanswered choice is finished first: if it succeeds, the turn is over and the choice stands.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.domain.amphi import Who
from services.session.use_cases.asked import Done
from services.session.use_cases.by import by_chooser
from services.session.use_cases.engine import Engine


def renounce(engine: Engine, amphi_id: UUID, who: Who, key: str) -> Done:
    """N’a pas choisi; back on request."""
    by = by_chooser(who, key)
    return engine.act(amphi_id, commands.Renounce(who), by.asking("renounce"))
