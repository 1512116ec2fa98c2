"""Persons and posts of a run: each stock has two specialities, so that reserved posts are closed to some."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from deploy.local.demo import files, offer, people
from deploy.local.demo.facts import PHARMACIE, Des, Groupe
from tests.faults.world.prepared import Stock

FIRST_CODE: Final = 70
OF_THE_OTHER_DES: Final = 100
REGIMES: Final = ("socle", "approfondissement")
SMALL: Final = 8
"""With fewer interns there is one speciality."""


def groupes(number: int, stock: Stock) -> tuple[Groupe, ...]:
    """One groupe; where two amphis share its posts, once a régime (CHX-9)."""
    many = [
        stock.internes // stock.amphis + (place < stock.internes % stock.amphis)
        for place in range(stock.amphis)
    ]
    return tuple(
        _groupe(FIRST_CODE + number, regime, internes)
        for regime, internes in zip(REGIMES, many, strict=False)
    )


def campaign(stocks: Sequence[Sequence[Groupe]], seed: int) -> files.Campaign:
    """The same seed gives the same persons and posts; one of them is away."""
    chance = Random(seed)
    persons = people.invent(tuple(groupe for stock in stocks for groupe in stock), chance)
    posts = offer.invent(tuple(_whole(stock) for stock in stocks), chance)
    return files.Campaign(persons, posts, (persons[-1],))


def _groupe(code: int, regime: str, internes: int) -> Groupe:
    others = 0 if internes < SMALL else internes // 4
    des = [_des(code, internes - others)]
    if others:
        des.append(_des(code + OF_THE_OTHER_DES, others))
    return replace(PHARMACIE, code=str(code), label=f"PHARMACIE {code}", regime=regime, des=tuple(des))


def _des(code: int, internes: int) -> Des:
    return replace(PHARMACIE.des[0], code=str(code), label=f"PHARMACIE {code}", internes=internes)


def _whole(stock: Sequence[Groupe]) -> Groupe:
    """All amphis of a stock together, for which its posts are offered."""
    des = {one.code: 0 for groupe in stock for one in groupe.des}
    for groupe in stock:
        for one in groupe.des:
            des[one.code] += one.internes
    regimes = "|".join(groupe.regime for groupe in stock)
    return replace(stock[0], regime=regimes, des=tuple(_des(int(code), many) for code, many in des.items()))
