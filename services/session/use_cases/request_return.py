"""Come back after a missed turn, by the button (ENG-5, TRN-6). The intern, or the mandataire.

Refused: AmphiPasCommence, AmphiTermine, AbsencePrevue, CestVotreTour, TourPasManque, VousAvezChoisi,
VousEtesAffecte, PlusDeRetour, ProcurationDonnee, ProcurationTerminee.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.domain.amphi import Who
from services.session.use_cases.asked import Done
from services.session.use_cases.by import by_chooser
from services.session.use_cases.engine import Engine


def request_return(engine: Engine, amphi_id: UUID, who: Who, key: str) -> Done:
    """Right behind the current turn, among those put back by call rank (ENG-1)."""
    by = by_chooser(who, key)
    return engine.act(amphi_id, commands.RequestReturn(who), by.asking("request_return"))
