"""Who takes part in an « amphi blanc »: somebody invented, for one day, in one semestre (SIM-1)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

LIFETIME: Final = timedelta(days=1)
MOST_PLAYERS: Final = 20_000
_SEMESTRE: Final = re.compile(r"essai-[0-9a-f]{8}")


def is_rehearsal(semestre: str) -> bool:
    """« essai-… », which no semester of choices is called."""
    return _SEMESTRE.fullmatch(semestre) is not None


@dataclass(frozen=True, slots=True)
class Player:
    """A participant, or (`acts_for` a participant) the mandataire of one."""

    user_id: UUID
    acts_for: UUID | None
    display_name: str


@dataclass(frozen=True, slots=True)
class RehearsalSession:
    """Opened by a gestionnaire for a player; its secret is kept as a hash."""

    id: UUID
    semestre: str
    player: Player
    created_at: datetime

    @property
    def expires_at(self) -> datetime:
        """When it is over in any case."""
        return self.created_at + LIFETIME
