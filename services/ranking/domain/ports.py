"""What the use cases need from outside. Everything seen through one `Work` is one transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.ranking.domain.cursus import SemestreFait
from services.ranking.domain.fixation import Counted
from services.ranking.domain.interne import Interne
from services.ranking.domain.liste_appel import Ligne
from services.ranking.domain.rang_local import Fixe
from services.ranking.domain.semestre import Semestre
from services.ranking.domain.version import Calcul, Statut, Version


class Cursus(Protocol):
    """Semesters done, as imported."""

    def of(self, intern_ids: Collection[str]) -> dict[str, tuple[SemestreFait, ...]]:
        """Oldest first; who has none is left out."""

    def save(self, rows: Sequence[tuple[str, SemestreFait]]) -> None:
        """Creates or replaces, by intern and semester."""

    def remove(self, keys: Sequence[tuple[str, Semestre]]) -> None: ...
    def hold_still(self) -> None:
        """Until the end of the transaction nobody else changes a cursus."""


class Versions(Protocol):
    """Computed call lists."""

    def add(self, version_id: UUID, calcul: Calcul) -> Version:
        """Stores it under the next number of its périmètre."""

    def get(self, version_id: UUID) -> Version | None: ...
    def of_semestre(self, semestre: Semestre) -> list[Version]:
        """Newest first."""

    def published(self, semestre: Semestre | None) -> list[Version]:
        """Those that are public now, by semester (newest first), groupe and régimes; None: every semester."""

    def publish(self, version: Version, statut: Statut, at: datetime, by: UUID) -> None:
        """From now on this one stands for its périmètre."""

    def with_lines(self, number: int, intern_ids: Sequence[str]) -> Version | None:
        """The définitive version of this number that calls just these interns in this order.

        Of several, which takes two semesters with the same list, the one published last.
        """

    def counted(self, version_id: UUID) -> list[Counted]:
        """Everybody whom it counted, by intern_id."""


class Lignes(Protocol):
    """The lines of versions."""

    def whole(self, version_id: UUID) -> list[Ligne]:
        """In order."""

    def page(
        self, version_id: UUID, name: str, *, public: bool, skip: int, size: int
    ) -> tuple[int, list[Ligne]]:
        """How many lines have this name, or part of one, and some of them in order.

        `public`: names are looked for as the public sees them, first name and initial.
        """

    def at(self, version_id: UUID, rangs: Collection[int]) -> list[Ligne]:
        """Those that exist, in order."""

    def rang_of(self, version_id: UUID, intern_id: str) -> int | None: ...


class Fixes(Protocol):
    """Local values fixed for good."""

    def of_groupe(self, groupe: str, intern_ids: Collection[str]) -> dict[str, Fixe]:
        """Those fixed in this groupe, and those of these interns."""

    def add(self, fixes: Mapping[str, Fixe], version_id: UUID, amphi_id: UUID, at: datetime) -> None:
        """What is fixed already stays."""


class Absences(Protocol):
    """A copy of identity's planned absences, without their reasons."""

    def among(self, semestre: Semestre, intern_ids: Collection[str]) -> set[str]:
        """Those of these interns who have one."""

    def record(self, intern_id: str, semestre: str, number: int, at: datetime, *, absent: bool) -> None:
        """Notes a change, unless a newer one is known."""

    def replace(self, semestre: Semestre, absent: Collection[str], asked_at: datetime) -> None:
        """Notes what identity answered when asked at this instant; what was heard since stays."""


class Amphis(Protocol):
    """Which version each amphi was validated with."""

    def took(self, amphi_id: UUID, version_id: UUID) -> None: ...
    def version_of(self, amphi_id: UUID) -> UUID | None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def cursus(self) -> Cursus: ...
    @property
    def versions(self) -> Versions: ...
    @property
    def lignes(self) -> Lignes: ...
    @property
    def fixes(self) -> Fixes: ...
    @property
    def absences(self) -> Absences: ...
    @property
    def amphis(self) -> Amphis: ...
    def tell_published(self, version: Version) -> None:
        """Tells the other services, if the transaction commits."""

    def commit(self) -> None: ...


Begin = Callable[[], AbstractContextManager[Work]]


class Register(Protocol):
    """What identity knows. Every call may fail: identity is another service."""

    def internes(self) -> list[Interne]:
        """The whole register, without cursus."""

    def absences(self, semestre: Semestre) -> dict[str, str]:
        """Planned absences of a semester with their reasons, by intern_id."""

    def ids_by_ine(self, ines: Collection[str]) -> dict[str, str]:
        """Unknown ones are left out."""

    def current_semestre(self) -> Semestre | None:
        """The semester whose posts are being chosen; None where none was made current."""
