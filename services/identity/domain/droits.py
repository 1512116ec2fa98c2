"""An absence that ARS recorded beforehand, for one semester, with its reason (IFC-9)."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AbsencePrevue:
    """`version` grows with each change of an intern's absence in a semester, removal too (decision 6).

    `stands` is False once it was taken away; `motif` is empty then.
    """

    intern_id: UUID
    semestre: str
    motif: str
    version: int
    stands: bool
