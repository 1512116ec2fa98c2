"""A line of the call list as the engine takes it: no name, no INE (ENG-8)."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Appele:
    """One intern of the call list, with the absence known when it was taken."""

    intern_id: UUID
    rang_appel: int
    absence_prevue: bool = False
