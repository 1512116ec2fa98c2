"""An intern's favourites in one offer: ordered lines, one a ward (FAV-1, FAV-2).

A line keeps the whole ward (all its posts, those that ARS adds later included) or only some of its posts.
What is taken stays in the list (FAV-3), and nothing here chooses for anybody (FAV-4).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Ligne:
    """One ward of the list: whole, or some of its posts by number."""

    imotep: str
    entier: bool
    numeros: frozenset[str] = frozenset()

    def keeps(self, numero: str) -> bool:
        """Whether this post of the ward is a favourite."""
        return self.entier or numero in self.numeros


Favoris = tuple[Ligne, ...]


def star_ward(favoris: Favoris, imotep: str) -> Favoris:
    """The whole ward, at the end of the list, or where its posts already stand."""
    return _changed(favoris, imotep, lambda _: Ligne(imotep, entier=True))


def star_post(favoris: Favoris, imotep: str, numero: str) -> Favoris:
    """One post; its ward's line comes at the end if there is none yet."""
    return _changed(
        favoris,
        imotep,
        lambda line: line if line.keeps(numero) else replace(line, numeros=line.numeros | {numero}),
    )


def unstar_ward(favoris: Favoris, imotep: str) -> Favoris:
    """Without this ward and without its posts."""
    return tuple(line for line in favoris if line.imotep != imotep)


def unstar_post(favoris: Favoris, imotep: str, numero: str, ward_posts: frozenset[str]) -> Favoris:
    """Without this post; a whole ward becomes its other posts of today, one by one.

    `ward_posts` are the numbers that the ward has in the offer now.
    """
    line = _line(favoris, imotep)
    if line is None or not line.keeps(numero):
        return favoris
    left = (ward_posts if line.entier else line.numeros) - {numero}
    if not left:
        return unstar_ward(favoris, imotep)
    return _changed(favoris, imotep, lambda _: Ligne(imotep, entier=False, numeros=left))


def move(favoris: Favoris, imotep: str, place: int) -> Favoris:
    """The ward's line put at `place`, from 1; beyond the end means last, before the start means first."""
    line = _line(favoris, imotep)
    if line is None:
        return favoris
    others = unstar_ward(favoris, imotep)
    index = min(max(place, 1) - 1, len(others))
    return (*others[:index], line, *others[index:])


def _line(favoris: Favoris, imotep: str) -> Ligne | None:
    return next((line for line in favoris if line.imotep == imotep), None)


def _changed(favoris: Favoris, imotep: str, change: Callable[[Ligne], Ligne]) -> Favoris:
    if _line(favoris, imotep) is None:
        return (*favoris, change(Ligne(imotep, entier=False)))
    return tuple(change(line) if line.imotep == imotep else line for line in favoris)
