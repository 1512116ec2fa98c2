"""An intern of a call list, as session tells."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Appele:
    """A line of the list that an amphi took; `anciennete` is in semesters."""

    rang_appel: int
    intern_id: UUID
    nom: str
    prenom: str
    des: str
    des_label: str
    regime: str
    anciennete: int
