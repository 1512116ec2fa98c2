"""What ARS asked outside the turns, and what became of it (CHX-6, CHX-8)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from services.session.domain.choix import Echange


class State(Enum):
    """A placement that waits is noted until validation; a correction, until a second person approves."""

    NOTED = "noted"
    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PlacementNote:
    """An intern whom ARS wants placed; `actor` as the log names staff. `at` is None before it is kept."""

    placement_id: UUID
    amphi_id: UUID
    key: str
    rang_appel: int
    numero: int
    reason_hash: str
    actor: str
    at: datetime | None = None
    state: State = State.NOTED
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionProposal:
    """Choices that one person wants corrected, and perhaps another one approved."""

    correction_id: UUID
    amphi_id: UUID
    key: str
    lines: tuple[Echange, ...]
    reason_hash: str
    proposed_by: str
    approved_by: str = ""
    at: datetime | None = None
    state: State = State.NOTED
    refusal: str = ""
