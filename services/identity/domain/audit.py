"""What staff did: who, when, from where, before and after (ADM-2). Rows are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StaffAction:
    """One line of the audit; `actor_id` None: the command line of the deployment."""

    at: datetime
    actor_id: UUID | None
    role: str
    session_id: UUID | None
    action: str
    target: str
    before: Mapping[str, object]
    after: Mapping[str, object]
