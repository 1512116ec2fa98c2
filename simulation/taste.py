"""Which post an intern would take: an order of one's own over those that are open to one (CHX-1, CHX-2)."""

from random import Random
from typing import Any

Poste = dict[str, Any]


def open_posts(postes: dict[str, Poste], des: str, regimes: list[str], *, held: bool = False) -> list[int]:
    """The free (or else the held) posts that this DES may take in an amphi of these régimes."""
    return [
        poste["numero"]
        for poste in postes.values()
        if poste["pourvu"] is held
        and not set(regimes).isdisjoint(poste["regimes"])
        and (not poste["reserve"] or poste["des"] == des)
    ]


def ordered(numeros: list[int], des_of: dict[int, str], own_des: str, chance: Random) -> list[int]:
    """In the order of taste: one's own speciality first, then as chance has it."""
    shuffled = sorted(numeros)
    chance.shuffle(shuffled)
    return sorted(shuffled, key=lambda numero: des_of[numero] != own_des)
