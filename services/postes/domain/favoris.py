"""An intern's favourites in one offer, in order: whole wards and single posts (FAV-1, FAV-2).

A ward stands for all its posts, those that ARS adds later included. What is taken stays in the list (FAV-3),
and nothing here chooses for anybody (FAV-4).
"""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DuService:
    """A whole ward, by its IMOTEP."""

    imotep: str


@dataclass(frozen=True, slots=True)
class DuPoste:
    """One post of the offer, by its number."""

    numero: int


Cible = DuService | DuPoste


@dataclass(frozen=True, slots=True)
class Favori:
    """A line of the list."""

    id: UUID
    cible: Cible


Favoris = tuple[Favori, ...]


def add(favoris: Favoris, new: Favori) -> Favoris:
    """With the new one at the end; what is there already stays where it is."""
    if any(favori.cible == new.cible for favori in favoris):
        return favoris
    return (*favoris, new)


def remove(favoris: Favoris, favori_id: UUID) -> Favoris:
    """Without this one; the others close ranks."""
    return tuple(favori for favori in favoris if favori.id != favori_id)


def move(favoris: Favoris, favori_id: UUID, position: int) -> Favoris:
    """With this one at `position`, from 1; beyond the end means last, before the start means first."""
    moved = tuple(favori for favori in favoris if favori.id == favori_id)
    others = remove(favoris, favori_id)
    index = max(position, 1) - 1
    return (*others[:index], *moved, *others[index:])
