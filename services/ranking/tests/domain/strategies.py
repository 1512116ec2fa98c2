"""Registers at random, small numbers on purpose: ties, imports, departures and changes of groupe abound.

Drawn by a seed and not field by field: a hundred times faster, and small enough to read without being shrunk.
"""

from datetime import date
from random import Random

from hypothesis import strategies as st

from services.ranking.domain.cursus import Nature, SemestreFait, Validation
from services.ranking.domain.interne import Interne, PlaceLocale, Regime
from services.ranking.domain.rang_local import Fixe, Promotion
from services.ranking.domain.semestre import Semestre
from services.ranking.tests.factories import CHIRURGIE, GYNECOLOGIE, PHARMACIE

CODES = [f"{month}{year}" for year in range(2023, 2028) for month in ("05", "11")]
CONCOURS = ["ECN", "ECN", "R3C-Pharm Nat"]
GROUPES = [CHIRURGIE, CHIRURGIE, PHARMACIE]
LARGEST = 14


def chances() -> st.SearchStrategy[Random]:
    """A source of chance whose seed Hypothesis reports."""
    return st.integers(0, 2**32 - 1).map(Random)


def registers() -> st.SearchStrategy[list[Interne]]:
    """From nobody to a handful of interns."""
    return chances().map(register)


def register(chance: Random) -> list[Interne]:
    return [_interne(chance, number) for number in range(chance.randint(0, LARGEST))]


def fixes_of(chance: Random, internes: list[Interne]) -> dict[str, Fixe]:
    """Some of them have chosen before, perhaps in another groupe."""
    return {each.intern_id: _fixe(chance) for each in internes if chance.random() < 0.4}


def _interne(chance: Random, number: int) -> Interne:
    return Interne(
        intern_id=f"intern-{number}",
        ine=f"{chance.randint(0, 9)}{number:03d}",
        nom=f"Nom{number}",
        prenom=f"Prénom{number}",
        date_naissance=date(1998, 1, chance.randint(1, 2)),
        regime=chance.choice(list(Regime)),
        groupe=chance.choice(GROUPES),
        des=GYNECOLOGIE,
        concours=chance.choice(CONCOURS),
        promotion=chance.randint(2023, 2024),
        rang_concours=chance.randint(1, 5),
        importe=_place(chance) if chance.random() < 0.3 else None,
        actif=chance.random() < 0.8,
        cursus=_cursus(chance),
    )


def _cursus(chance: Random) -> tuple[SemestreFait, ...]:
    """Sometimes nearly all research, to reach its ceiling; often short, to make equals."""
    natures = [*Nature, *[Nature.RECHERCHE] * chance.choice([0, 0, 20])]
    codes = chance.sample(CODES, chance.choice([0, 1, 2, 8]))
    return tuple(
        SemestreFait(Semestre.parse(code), chance.choice(natures), chance.choice(list(Validation)))
        for code in codes
    )


def _place(chance: Random) -> PlaceLocale:
    effectif = chance.randint(1, 4)
    return PlaceLocale(chance.randint(1, effectif), effectif)


def _fixe(chance: Random) -> Fixe:
    groupe, annee, concours = chance.choice(GROUPES).code, chance.randint(2023, 2024), chance.choice(CONCOURS)
    return Fixe(
        promotion=Promotion(groupe, annee, concours),
        rang_concours=chance.randint(1, 5),
        place=_place(chance),
        counts=chance.random() < 0.7,
    )
