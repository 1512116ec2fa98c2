"""Choose a post, during one's own turn (TRN-4, ENG-3, ENG-6). The intern, or the mandataire (PRC-5).

Received, settled with postes, appended (decision 4); the same key again gives the same answer. Refused by the
engine: AmphiEnPause, AmphiGele, AmphiPasCommence, AmphiTermine, AbsencePrevue, PasVotreTour,
ProcurationDonnee, ProcurationTerminee, TempsEcoule, NoteAbsent, TourPasse, TourRendu, VousAvezChoisi,
VousEtesAffecte; by postes, with its own code and words (`poste_pourvu`, `poste_reserve`…): the turn goes on.
ReponseAttendue: received, and the answer still unknown; AutreChoixAttendu: another choice was, and this one
not.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.domain.amphi import Who
from services.session.use_cases.asked import Done
from services.session.use_cases.by import by_chooser
from services.session.use_cases.engine import Engine
from services.session.use_cases.ids import new_id
from services.session.use_cases.watch_postes import WatchPostes


def choose(engine: Engine, watch: WatchPostes, amphi_id: UUID, who: Who, key: str, numero: int) -> Done:
    """The decision that gave the place, with the time at which the choice was received."""
    by = by_chooser(who, key)
    watch.require()
    command = commands.Choose(who, numero, new_id())
    return engine.act(amphi_id, command, by.asking(f"choose {numero}"))
