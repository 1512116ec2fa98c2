"""Stop an amphi's time, with a reason that everybody reads (ENG-4). Gestionnaire.

At once, whatever choice is on its way. Refused: AmphiPasCommence, AmphiTermine, DejaEnPause, MotifInvalide.
"""

from hashlib import sha256
from typing import Final
from uuid import UUID

from services.session.domain import commands
from services.session.use_cases.asked import Done, SideText
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import MotifInvalide
from services.session.use_cases.ids import new_salt

LONGEST_REASON: Final = 500


def pause(engine: Engine, amphi_id: UUID, by: By, reason: str) -> Done:
    """The reason lies beside the log, which has its salted hash (ENG-8)."""
    text = reason.strip()
    if not text or len(text) > LONGEST_REASON or "\x00" in text:
        raise MotifInvalide
    salt = new_salt()
    beside = SideText(sha256(salt + text.encode()).hexdigest(), salt, text)
    return engine.act(amphi_id, commands.Pause(beside.hash), by.asking(f"pause {text}", beside))
