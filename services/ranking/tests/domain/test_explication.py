"""A line explained: formula, neighbours, and what separates them."""

import pytest

from services.ranking.domain.explication import explain
from services.ranking.domain.idf_2022 import Idf2022
from services.ranking.domain.interne import Interne, PlaceLocale, Regime
from services.ranking.domain.liste_appel import Ligne, Perimetre, compute_liste_appel
from services.ranking.tests.factories import CHIRURGIE, MAY_2027, interne, validated

POLICY = Idf2022()


def lines(*register: Interne) -> tuple[Ligne, ...]:
    perimetre = Perimetre(MAY_2027, CHIRURGIE.code, frozenset(Regime))
    return compute_liste_appel(POLICY, perimetre, register, {}).lignes


@pytest.mark.rule("RNG-7")
def test_the_formula_shows_its_numbers() -> None:
    (ligne,) = lines(interne(importe=PlaceLocale(4, 12)))
    assert explain(POLICY, MAY_2027, ligne, devant=None, derriere=None).formule == "4 ÷ 12 × 1 = 0.33"


@pytest.mark.rule("RNG-3")
@pytest.mark.rule("RNG-7")
def test_the_promotion_theorique_shows_its_numbers() -> None:
    (ligne,) = lines(interne(cursus=validated(4)))
    explained = explain(POLICY, MAY_2027, ligne, devant=None, derriere=None)
    assert explained.formule_promotion == "2026 + (1 − 4) ÷ 2 = 2024"


@pytest.mark.rule("RNG-7")
def test_neighbours_and_what_separates_them() -> None:
    ahead, me, behind = lines(
        interne("ahead", cursus=validated(3)),
        interne("me", cursus=validated(2), importe=PlaceLocale(1, 2)),
        interne("behind", cursus=validated(2), importe=PlaceLocale(2, 3)),
    )
    explained = explain(POLICY, MAY_2027, me, devant=ahead, derriere=behind)
    assert explained.devant
    assert explained.derriere
    assert (explained.devant.ligne, explained.devant.critere) == (ahead, "anciennete")
    assert (explained.derriere.ligne, explained.derriere.critere) == (behind, "rang_actualise")


@pytest.mark.rule("RNG-7")
def test_twins_differ_by_their_ine_at_least() -> None:
    first, second = lines(interne(ine="A"), interne(ine="B"))
    explained = explain(POLICY, MAY_2027, first, devant=None, derriere=second)
    assert explained.devant is None
    assert explained.derriere
    assert explained.derriere.critere == "ine"
