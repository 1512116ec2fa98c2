"""What one may search posts and affectations by: filters, sorts, pages (POS-1…3, AFF-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

DEFAULT_SIZE = 30
LARGEST_SIZE = 200


class Etat(Enum):
    """The quick filter of posts (POS-3)."""

    TOUS = "tous"
    POURVUS = "pourvus"
    NON_POURVUS = "non_pourvus"


@dataclass(frozen=True, slots=True)
class Page:
    """A page from 1, and how many rows it has."""

    number: int = 1
    size: int = DEFAULT_SIZE

    @property
    def offset(self) -> int:
        """How many rows stand before it."""
        return (self.number - 1) * self.size


def page(number: int, size: int) -> Page:
    """The page asked for; 0 means the first, and the usual size; a size never exceeds 200."""
    return Page(max(number, 1), min(size, LARGEST_SIZE) if size > 0 else DEFAULT_SIZE)


@dataclass(frozen=True, slots=True)
class Tri:
    """A column, and whether from the last to the first."""

    column: str
    descending: bool = False


def tri(text: str) -> Tri:
    """« etablissement », or « -etablissement » for descending."""
    return Tri(text.removeprefix("-"), text.startswith("-"))


Filtres = Mapping[str, Sequence[str]]
"""Field → values, which are alternatives; the fields add up."""


@dataclass(frozen=True, slots=True)
class RecherchePostes:
    """A search among the posts of a semester, or of one offer."""

    semestre: str
    offer_id: str = ""
    etat: Etat = Etat.TOUS
    filtres: Filtres = field(default_factory=dict)
    tri: Tri | None = None
    page: Page = field(default_factory=Page)
    with_unpublished: bool = False


@dataclass(frozen=True, slots=True)
class RechercheAffectations:
    """A search among the affectations of a semester, or of one amphi."""

    semestre: str = ""
    amphi_id: str = ""
    filtres: Filtres = field(default_factory=dict)
    tri: Tri | None = None
    page: Page = field(default_factory=Page)
