"""Promotion théorique, rang actualisé: the examples of the rules, to the last digit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ranking.domain.idf_2022 import Idf2022
from services.ranking.domain.interne import PlaceLocale
from services.ranking.domain.rang_actualise import rang_actualise, show_cut
from services.ranking.domain.semestre import Semestre

POLICY = Idf2022()


@pytest.mark.rule("RNG-3")
@pytest.mark.parametrize(
    ("choosing", "anciennete", "promotion"),
    [
        ("052021", 3, 2019),
        ("052021", 2, 2019),
        ("052021", 1, 2020),
        ("052021", 0, 2020),
        ("112022", 7, 2018),
        ("112022", 6, 2019),
        ("112022", 1, 2021),
        ("112022", 0, 2022),
    ],
)
def test_promotion_theorique(choosing: str, anciennete: int, promotion: int) -> None:
    assert POLICY.promotion_theorique(anciennete, Semestre.parse(choosing)) == promotion


@pytest.mark.rule("RNG-3")
@given(st.integers(0, 30), st.sampled_from(["112026", "052027"]))
def test_one_semester_less_keeps_the_promotion_two_lose_a_year(anciennete: int, code: str) -> None:
    choosing = Semestre.parse(code)
    full = anciennete * 2 + (choosing.mois == 5)
    promotion = POLICY.promotion_theorique(full, choosing)
    assert POLICY.promotion_theorique(full + 1, choosing) == promotion - 1
    if full:
        assert POLICY.promotion_theorique(full - 1, choosing) == promotion
    if full >= 2:
        assert POLICY.promotion_theorique(full - 2, choosing) == promotion + 1


@pytest.mark.rule("RNG-5")
@pytest.mark.parametrize(
    ("rang", "effectif", "theorique", "shown"),
    [(80, 100, 150, "120.00"), (108, 120, 150, "135.00"), (4, 12, 1, "0.33"), (466, 614, 10, "7.58")],
)
def test_rang_actualise(rang: int, effectif: int, theorique: int, shown: str) -> None:
    assert show_cut(rang_actualise(PlaceLocale(rang, effectif), theorique)) == shown


@pytest.mark.rule("RNG-5")
def test_it_is_compared_exactly_where_two_decimals_look_alike() -> None:
    third, more = rang_actualise(PlaceLocale(1, 3), 1), Fraction(333_333_333, 1_000_000_000)
    assert show_cut(third) == show_cut(more)
    assert more < third


@pytest.mark.rule("RNG-5")
@given(st.integers(1, 3000), st.integers(1, 3000), st.integers(1, 3000))
def test_what_is_shown_is_cut_never_rounded(rang: int, effectif: int, theorique: int) -> None:
    exact = rang_actualise(PlaceLocale(min(rang, effectif), max(rang, effectif)), theorique)
    shown = Fraction(show_cut(exact))
    assert shown <= exact < shown + Fraction(1, 100)


@pytest.mark.parametrize(("rang", "effectif"), [(0, 5), (6, 5), (1, 0)])
def test_a_place_is_from_one_to_the_effectif(rang: int, effectif: int) -> None:
    with pytest.raises(ValueError, match="rang local"):
        PlaceLocale(rang, effectif)
