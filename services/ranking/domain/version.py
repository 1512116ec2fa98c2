"""A computed call list: numbered, never changed, and published as provisoire or définitive (RNG-7, AMP-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.ranking.domain.interne import Interne
from services.ranking.domain.liste_appel import ListeAppel, Perimetre
from services.ranking.domain.rang_local import Fixe


class Statut(StrEnum):
    """As what a version is published."""

    PROVISOIRE = "provisoire"
    DEFINITIVE = "definitive"


@dataclass(frozen=True, slots=True)
class Publication:
    """The last time a version was published. `current` is False once another one took its place."""

    statut: Statut
    published_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of a version without its lines. `number` is from 1 without a gap, by périmètre."""

    version_id: UUID
    number: int
    perimetre: Perimetre
    policy: str
    groupe_label: str
    computed_at: datetime
    internes: int
    inputs_digest: str
    publication: Publication | None


@dataclass(frozen=True, slots=True)
class Calcul:
    """A call list just computed, with every input it used (RNG-7)."""

    perimetre: Perimetre
    policy: str
    groupe_label: str
    computed_at: datetime
    computed_by: UUID
    internes: tuple[Interne, ...]
    fixes: Mapping[str, Fixe]
    liste: ListeAppel
