"""What use cases ask of the services beside; `adapters` answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from services.session.domain.choix import Answer
from services.session.domain.demande import Demande, DemandeCorrection, DemandePlacement
from services.session.domain.droits import Droits
from services.session.domain.roster import Inscrit


@dataclass(frozen=True, slots=True)
class CallList:
    """A définitive call list, taken whole."""

    version_id: UUID
    number: int
    semestre: str
    groupe_code: str
    groupe_label: str
    regimes: tuple[str, ...]
    inscrits: tuple[Inscrit, ...]


@dataclass(frozen=True, slots=True)
class ToldRights:
    """The same as identity tells it when asked, and at which version."""

    intern_id: UUID
    version: int
    droits: Droits
    motif: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What postes has stored as its answer, with the words for the intern where it refused."""

    answer: Answer
    text: str = ""


class Postes(Protocol):
    """The service that owns places."""

    def settle(self, demande: Demande) -> Settled:
        """postes' stored answer; a `DomainError` of kind UNAVAILABLE where it is unknown: ask again."""

    def place(self, demande: DemandePlacement) -> Settled:
        """The same, for a placement by ARS."""

    def correct(self, demande: DemandeCorrection) -> Settled:
        """The same, for a correction."""

    def probe(self) -> None:
        """Return if postes and its database answer; else a `DomainError` of kind UNAVAILABLE."""


class RightsDesk(Protocol):
    """The service that decides rights."""

    def rights_of(self, semestre: str) -> Sequence[ToldRights]:
        """All that stand; a `DomainError` of kind UNAVAILABLE where it does not answer."""


class CallLists(Protocol):
    """The service that owns call lists."""

    def definitive(self, version_id: UUID) -> CallList:
        """A published définitive version, whole."""
