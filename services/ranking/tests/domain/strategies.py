"""Registers at random, small numbers on purpose: ties, imports, departures and changes of groupe abound."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from services.ranking.domain.cursus import Nature, SemestreFait, Validation
from services.ranking.domain.interne import Interne, Nomenclature, PlaceLocale, Regime
from services.ranking.domain.rang_local import Fixe, Promotion
from services.ranking.domain.semestre import Semestre
from services.ranking.tests.factories import CHIRURGIE, GYNECOLOGIE, PHARMACIE

CODES = [f"{month}{year}" for year in range(2023, 2028) for month in ("05", "11")]
CONCOURS = ["ECN", "R3C-Pharm Nat"]
GROUPES = [CHIRURGIE, PHARMACIE]


def places() -> st.SearchStrategy[PlaceLocale]:
    return st.integers(1, 6).flatmap(
        lambda effectif: st.integers(1, effectif).map(lambda rang: PlaceLocale(rang, effectif))
    )


def cursus() -> st.SearchStrategy[tuple[SemestreFait, ...]]:
    done = st.tuples(st.sampled_from(Nature), st.sampled_from(Validation))
    return st.dictionaries(st.sampled_from(CODES), done, max_size=8).map(
        lambda by_code: tuple(SemestreFait(Semestre.parse(code), *what) for code, what in by_code.items())
    )


@st.composite
def registers(draw: Any, max_size: int = 12) -> list[Interne]:
    return [_interne(draw, number) for number in range(draw(st.integers(0, max_size)))]


def _interne(draw: Any, number: int) -> Interne:
    groupe: Nomenclature = draw(st.sampled_from(GROUPES))
    return Interne(
        intern_id=f"intern-{number}",
        ine=f"{number:03d}",
        nom=f"Nom{number}",
        prenom=f"Prénom{number}",
        date_naissance=date(1998, 1, draw(st.integers(1, 3))),
        regime=draw(st.sampled_from(Regime)),
        groupe=groupe,
        des=GYNECOLOGIE,
        concours=draw(st.sampled_from(CONCOURS)),
        promotion=draw(st.integers(2023, 2024)),
        rang_concours=draw(st.integers(1, 8)),
        importe=draw(st.none() | st.none() | places()),
        actif=draw(st.sampled_from([True, True, True, False])),
        cursus=draw(cursus()),
    )


@st.composite
def fixes_of(draw: Any, register: list[Interne]) -> dict[str, Fixe]:
    """Some of them have chosen before, perhaps in another groupe."""
    return {
        interne.intern_id: Fixe(
            promotion=Promotion(
                draw(st.sampled_from(GROUPES)).code,
                draw(st.integers(2023, 2024)),
                draw(st.sampled_from(CONCOURS)),
            ),
            rang_concours=draw(st.integers(1, 8)),
            place=draw(places()),
            counts=draw(st.booleans()),
        )
        for interne in register
        if draw(st.booleans())
    }
