"""Rang local: shared places, concours apart, imported and fixed values."""

import pytest

from services.ranking.domain.fixation import Counted, to_fix
from services.ranking.domain.interne import Interne, PlaceLocale, Regime
from services.ranking.domain.liste_appel import Perimetre
from services.ranking.domain.rang_local import Fixe, Source, rank_locally
from services.ranking.tests.factories import CHIRURGIE, MAY_2027, PHARMACIE, interne


def places(internes: list[Interne], fixes: dict[str, Fixe] | None = None) -> list[tuple[int, int]]:
    ranked = rank_locally(internes, fixes or {})
    return [(ranked[i.intern_id].place.rang, ranked[i.intern_id].place.effectif) for i in internes]


def fix(
    internes: list[Interne], fixes: dict[str, Fixe] | None = None, *, groupe: str = "3"
) -> dict[str, Fixe]:
    """What the end of an amphi of every régime leaves."""
    before = fixes or {}
    ranked = rank_locally(internes, before)
    counted = [Counted(i, ranked[i.intern_id]) for i in internes]
    return before | to_fix(counted, Perimetre(MAY_2027, groupe, frozenset(Regime)), before)


@pytest.mark.rule("RNG-1")
@pytest.mark.rule("RNG-2")
def test_equal_exam_ranks_share_a_place() -> None:
    assert places([interne(rang_concours=rang) for rang in (10, 20, 20, 30)]) == [
        (1, 4),
        (2, 4),
        (2, 4),
        (4, 4),
    ]


@pytest.mark.rule("RNG-1")
@pytest.mark.rule("RNG-2")
def test_only_the_same_groupe_promotion_and_concours_count() -> None:
    internes = [
        interne(rang_concours=50),
        interne(rang_concours=60, regime=Regime.SOCLE),
        interne(rang_concours=1, groupe=PHARMACIE),
        interne(rang_concours=2, promotion=2023),
        interne(rang_concours=3, concours="R3C-Pharm Nat"),
        interne(rang_concours=4, concours="R3C-Pharm Nat"),
    ]
    assert places(internes) == [(1, 2), (2, 2), (1, 1), (1, 1), (1, 2), (2, 2)]


@pytest.mark.rule("RNG-2")
def test_imported_values_win_and_their_intern_counts_for_nobody_else() -> None:
    internes = [
        interne(rang_concours=10, importe=PlaceLocale(7, 90)),
        interne(rang_concours=20),
        interne(rang_concours=30),
    ]
    assert places(internes) == [(7, 90), (1, 2), (2, 2)]


@pytest.mark.rule("RNG-2")
def test_those_who_have_left_still_count() -> None:
    assert places([interne(rang_concours=10, actif=False), interne(rang_concours=20)])[1] == (2, 2)


@pytest.mark.rule("RNG-2")
def test_after_the_first_amphi_a_newcomer_is_placed_among_all_and_changes_nobody() -> None:
    there = [interne(rang_concours=rang) for rang in (10, 30)]
    fixes = fix(there)
    newcomer = interne(rang_concours=20)
    assert places([*there, newcomer], fixes) == [(1, 2), (2, 2), (2, 3)]


@pytest.mark.rule("RNG-2")
def test_a_newcomer_who_has_chosen_is_fixed_too() -> None:
    there = [interne(rang_concours=rang) for rang in (10, 30)]
    first = interne(rang_concours=20)
    fixes = fix([*there, first], fix(there))
    second = interne(rang_concours=15)
    assert places([*there, first, second], fixes) == [(1, 2), (2, 2), (2, 3), (2, 4)]


@pytest.mark.rule("RNG-2")
def test_a_corrected_exam_rank_no_longer_moves_a_fixed_place() -> None:
    there = [interne("a", rang_concours=10), interne("b", rang_concours=20)]
    fixes = fix(there)
    assert places([interne("a", rang_concours=99), there[1], interne(rang_concours=15)], fixes) == [
        (1, 2),
        (2, 2),
        (2, 3),
    ]


@pytest.mark.rule("RNG-2")
def test_imported_values_still_replace_fixed_ones_of_the_intern_alone() -> None:
    there = [interne("a", rang_concours=10), interne("b", rang_concours=20)]
    fixes = fix(there)
    corrected = interne("a", rang_concours=10, importe=PlaceLocale(3, 40))
    assert places([corrected, there[1], interne(rang_concours=30)], fixes) == [(3, 40), (2, 2), (2, 2)]


@pytest.mark.rule("RNG-2")
def test_an_intern_who_changes_speciality_keeps_and_fills_the_place_of_origin() -> None:
    there = [interne("a", rang_concours=10), interne("b", rang_concours=20)]
    fixes = fix(there)
    moved = interne("a", rang_concours=10, groupe=PHARMACIE)
    pharmacist = interne(rang_concours=30, groupe=PHARMACIE)
    newcomer = interne(rang_concours=40)
    assert places([moved, there[1], pharmacist, newcomer], fixes) == [(1, 2), (2, 2), (1, 1), (3, 3)]


@pytest.mark.rule("RNG-2")
def test_an_amphi_fixes_whole_promotions_of_its_groupe_and_no_others() -> None:
    chose = interne("chose", promotion=2024, regime=Regime.SOCLE)
    other_regime = interne("other régime", promotion=2024)
    left = interne("left", promotion=2024, actif=False)
    other_promotion = interne("other promotion", promotion=2023)
    elsewhere = interne("elsewhere", promotion=2024, groupe=PHARMACIE)
    everybody = [chose, other_regime, left, other_promotion, elsewhere]
    ranked = rank_locally(everybody, {})
    counted = [Counted(each, ranked[each.intern_id]) for each in everybody]
    fixed = to_fix(counted, Perimetre(MAY_2027, CHIRURGIE.code, frozenset({Regime.SOCLE})), {})
    assert sorted(fixed) == ["chose", "left", "other régime"]


@pytest.mark.rule("RNG-2")
def test_an_amphi_of_another_groupe_fixes_nothing_in_the_groupe_of_origin() -> None:
    there = [interne("a", rang_concours=10), interne("b", rang_concours=20)]
    fixes = fix(there)
    newcomer = interne("newcomer", rang_concours=15)
    after = fix([interne("a", groupe=PHARMACIE), there[1], newcomer], fixes, groupe=PHARMACIE.code)
    assert "newcomer" not in after


@pytest.mark.rule("RNG-2")
def test_values_imported_when_fixed_stay_and_never_count_even_once_erased() -> None:
    imported = interne("a", rang_concours=10, importe=PlaceLocale(5, 50))
    fixes = fix([imported, interne("b", rang_concours=20)])
    erased = interne("a", rang_concours=10)
    assert places([erased, interne(rang_concours=30)], fixes) == [(5, 50), (1, 1)]


@pytest.mark.rule("RNG-7")
def test_each_value_says_where_it_comes_from() -> None:
    there = [interne("a"), interne("b", importe=PlaceLocale(1, 1))]
    everybody = [*there, interne("c")]
    sources = {key: value.source for key, value in rank_locally(everybody, fix(there)).items()}
    assert sources == {"a": Source.FIXE, "b": Source.IMPORTE, "c": Source.CALCULE}
