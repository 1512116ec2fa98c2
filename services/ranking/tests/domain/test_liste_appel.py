"""The call list: its order, its figures, and what may not change it."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given

from services.ranking.domain.idf_2022 import Idf2022
from services.ranking.domain.interne import Interne, PlaceLocale, Regime
from services.ranking.domain.liste_appel import ListeAppel, Perimetre, compute_liste_appel
from services.ranking.domain.policies import DEFAULT, POLICIES
from services.ranking.domain.policy import Policy
from services.ranking.domain.rang_actualise import show_cut
from services.ranking.tests.domain.strategies import chances, registers
from services.ranking.tests.factories import CHIRURGIE, MAY_2027, PHARMACIE, interne, validated

POLICY = Idf2022()
EVERY_REGIME = Perimetre(MAY_2027, CHIRURGIE.code, frozenset(Regime))


def compute(
    register: list[Interne], perimetre: Perimetre = EVERY_REGIME, policy: Policy = POLICY
) -> ListeAppel:
    return compute_liste_appel(policy, perimetre, register, {})


def order(*register: Interne) -> list[str]:
    return [ligne.interne.intern_id for ligne in compute(list(register)).lignes]


def with_place(intern_id: str, rang: int, effectif: int, **given: Any) -> Interne:
    return interne(intern_id, importe=PlaceLocale(rang, effectif), **given)


@pytest.mark.rule("RNG-6")
def test_seniority_comes_before_rank() -> None:
    senior = with_place("senior", 99, 100, cursus=validated(4))
    assert order(with_place("junior", 1, 100, cursus=validated(3)), senior) == ["senior", "junior"]


@pytest.mark.rule("RNG-6")
def test_then_the_lowest_rang_actualise() -> None:
    assert order(with_place("b", 2, 3), with_place("a", 1, 2)) == ["a", "b"]


@pytest.mark.rule("RNG-5")
@pytest.mark.rule("RNG-6")
def test_ranks_are_compared_as_fractions_not_as_shown() -> None:
    just_less = with_place("just less", 33_333_333, 100_000_000)
    assert order(with_place("third", 1, 3), just_less) == ["just less", "third"]


@pytest.mark.rule("RNG-6")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"promotion": 2022}, {"promotion": 2023}),
        ({"rang_concours": 10}, {"rang_concours": 11}),
        ({"date_naissance": date(1998, 1, 1)}, {"date_naissance": date(1998, 1, 2)}),
        ({"ine": "10"}, {"ine": "9"}),
    ],
    ids=["older promotion", "better exam rank", "older intern", "INE as text"],
)
def test_exact_ties(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert order(with_place("second", 2, 6, **second), with_place("first", 1, 3, **first)) == [
        "first",
        "second",
    ]


@pytest.mark.rule("RNG-6")
def test_ties_are_broken_in_this_order() -> None:
    assert order(
        with_place("d", 1, 3, promotion=2023, rang_concours=2, date_naissance=date(1990, 1, 1), ine="1"),
        with_place("c", 1, 3, promotion=2023, rang_concours=1, date_naissance=date(1999, 1, 1), ine="0"),
        with_place("a", 1, 3, promotion=2022, rang_concours=9, date_naissance=date(1999, 1, 1), ine="9"),
        with_place("b", 1, 3, promotion=2023, rang_concours=1, date_naissance=date(1998, 1, 1), ine="9"),
    ) == ["a", "b", "c", "d"]


@pytest.mark.rule("RNG-4")
def test_effectif_promo_theorique_counts_the_active_of_every_regime_of_the_groupe() -> None:
    register = [
        interne("me", regime=Regime.APPROFONDISSEMENT, cursus=validated(3)),
        interne("other régime", regime=Regime.SOCLE, cursus=validated(2)),
        interne("left", actif=False, cursus=validated(3)),
        interne("other groupe", groupe=PHARMACIE, cursus=validated(3)),
        interne("other promotion", cursus=validated(1)),
    ]
    approfondissement = Perimetre(MAY_2027, CHIRURGIE.code, frozenset({Regime.APPROFONDISSEMENT}))
    lines = compute(register, approfondissement).lignes
    assert [
        (each.interne.intern_id, each.promotion_theorique, each.effectif_promo_theorique) for each in lines
    ] == [
        ("me", 2025, 2),
        ("other promotion", 2026, 1),
    ]


@pytest.mark.rule("RNG-6")
@pytest.mark.rule("IFC-6")
def test_those_who_are_not_actif_are_left_out_and_ranks_have_no_gap() -> None:
    lines = compute([interne("gone", rang_concours=1, actif=False), interne("here", rang_concours=2)]).lignes
    assert [(ligne.rang_appel, ligne.interne.intern_id) for ligne in lines] == [(1, "here")]


@pytest.mark.rule("RNG-5")
def test_a_line_has_every_figure() -> None:
    register = [interne(rang_concours=rang, cursus=validated(1)) for rang in range(1, 4)]
    last = compute(register).lignes[-1]
    place = last.locales.place
    assert (last.anciennete.total, place.rang, place.effectif) == (1, 3, 3)
    assert (last.promotion_theorique, last.effectif_promo_theorique) == (2026, 3)
    assert show_cut(last.rang_actualise) == "3.00"


@pytest.mark.rule("RNG-8")
def test_the_policy_has_a_name() -> None:
    assert DEFAULT == "idf-2022"
    assert {name: policy.name for name, policy in POLICIES.items()} == {"idf-2022": "idf-2022"}


@pytest.mark.rule("RNG-8")
def test_another_policy_orders_otherwise_without_touching_this_one() -> None:
    class AlphabeticalOrder(Idf2022):
        def criteria(self, interne: Interne, *_figures: object) -> tuple[tuple[str, Any], ...]:
            return (("ine", interne.ine),)

    register = [interne("b", ine="B", cursus=validated(4)), interne("a", ine="A")]
    other = compute(register, policy=AlphabeticalOrder(name="autre"))
    assert [ligne.interne.intern_id for ligne in other.lignes] == ["a", "b"]
    assert order(*register) == ["b", "a"]


def test_a_list_is_of_one_regime_at_least() -> None:
    with pytest.raises(ValueError, match="régime"):
        Perimetre(MAY_2027, "3", frozenset())


@pytest.mark.rule("RNG-6")
@given(registers(), chances())
def test_the_order_of_the_register_changes_nothing(register: list[Interne], chance: Random) -> None:
    shuffled = list(register)
    chance.shuffle(shuffled)
    assert compute(shuffled) == compute(register)


@pytest.mark.rule("RNG-6")
@given(registers())
def test_the_order_is_total(register: list[Interne]) -> None:
    lines = compute(register).lignes
    keys = [
        tuple(v for _, v in POLICY.criteria(each.interne, each.anciennete.total, each.rang_actualise))
        for each in lines
    ]
    assert all(one < next_one for one, next_one in pairwise(keys))
    assert [ligne.rang_appel for ligne in lines] == list(range(1, len(lines) + 1))


@pytest.mark.rule("RNG-4")
@given(registers())
def test_the_promotion_theorique_never_changes_the_order(register: list[Interne]) -> None:
    def by_local_place_alone(ligne: Any) -> tuple[Any, ...]:
        place, person = ligne.locales.place, ligne.interne
        return (
            -ligne.anciennete.total,
            Fraction(place.rang, place.effectif),
            person.promotion,
            person.rang_concours,
        )

    lines = compute(register).lignes
    assert list(lines) == sorted(lines, key=by_local_place_alone)


@pytest.mark.rule("RNG-6")
@given(registers())
def test_an_amphi_of_some_regimes_keeps_the_order_of_all(register: list[Interne]) -> None:
    some = frozenset({Regime.SOCLE, Regime.ANCIEN})
    everybody = [each.interne.intern_id for each in compute(register).lignes if each.interne.regime in some]
    alone = compute(register, Perimetre(MAY_2027, CHIRURGIE.code, some)).lignes
    assert [ligne.interne.intern_id for ligne in alone] == everybody
