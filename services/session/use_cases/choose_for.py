"""Record the choice that the intern whose turn it is dictates by phone (ENG-6, ADM-9). Gestionnaire.

The same rules and the same clock as for the intern, and the same refusals; TourTermine where the turn that
the page showed is over. The log and the affectation say that ARS recorded it.
"""

from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine
from services.session.use_cases.ids import new_id
from services.session.use_cases.watch_postes import WatchPostes


def choose_for(
    engine: Engine, watch: WatchPostes, amphi_id: UUID, by: By, turn_id: UUID, numero: int
) -> Done:
    """The decision that gave the place, with the time at which the choice was received."""
    watch.require()
    command = commands.ChooseFor(turn_id, numero, new_id())
    return engine.act(amphi_id, command, by.asking(f"choose_for {turn_id} {numero}"))
