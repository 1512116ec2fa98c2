"""What the procès-verbal of an amphi says (ENG-7): every decision in order, with names, for staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the record."""

    amphi_id: str
    seq: int
    at: datetime
    actor: str
    type: str
    payload: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class ProcesVerbal:
    """A record with the names of its call list, by rank. `edition` 0: the amphi is not finished."""

    code: str
    libelle: str
    semestre: str
    edition: int
    names: Mapping[int, str]
    decisions: Sequence[Decision]
