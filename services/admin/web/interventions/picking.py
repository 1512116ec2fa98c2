"""Posts of an offer as staff pick them: by number, or by words of their line (ADM-9, ADM-10); pure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dci.postes.v1.postes_pb2 import Poste

MOST_FOUND: Final = 12
"""How many posts are proposed; beyond, more words are asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """The one post meant; or those that the words fit; else only what to say."""

    poste: Poste | None = None
    among: tuple[Poste, ...] = ()
    problem: str = ""


def find(postes: Iterable[Poste], typed: str) -> Found:
    """Read what was typed: a number alone is that post's, words must all be in its line."""
    known = list(postes)
    text = typed.strip().lower().removeprefix("n°").strip()
    if text.isascii() and text.isdigit():
        meant = next((each for each in known if str(each.numero) == text), None)
        return Found(meant, problem="" if meant else f"Le poste n° {text} n’est pas dans cette offre.")
    words = plain(text).split()
    fitting = [each for each in known if all(word in plain(line_of(each)) for word in words)]
    if not words or not fitting:
        return Found(problem="Aucun poste ne correspond : donnez son numéro, ou d’autres mots.")
    if len(fitting) == 1:
        return Found(fitting[0])
    if len(fitting) > MOST_FOUND:
        return Found(problem=f"{len(fitting)} postes correspondent : ajoutez un mot, ou donnez le numéro.")
    return Found(among=tuple(fitting), problem="Plusieurs postes correspondent : choisissez le bon.")


def line_of(poste: Poste) -> str:
    """« n° 2942 – NECKER – Chirurgie viscérale – Pr GARNIER »."""
    parts = (poste.etablissement, poste.service, poste.chef_de_service, poste.flechage)
    return " – ".join([f"n° {poste.numero}", *(each for each in parts if each)])


def plain(text: str) -> str:
    """Blind to case and accents."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
