"""FAV-1, FAV-2: starring and ordering."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postes.domain.favoris import (
    Favoris,
    Ligne,
    move,
    star_post,
    star_ward,
    unstar_post,
    unstar_ward,
)

NECKER, PITIE, COCHIN = "11000336", "11000219", "11000766"


def order(favoris: Favoris) -> list[str]:
    return [line.imotep for line in favoris]


def three_wards() -> Favoris:
    return star_ward(star_ward(star_ward((), NECKER), PITIE), COCHIN)


@pytest.mark.rule("FAV-1")
def test_a_starred_ward_keeps_posts_that_come_later() -> None:
    (line,) = star_ward((), NECKER)
    assert line.keeps("2931")
    assert line.keeps("added later")


@pytest.mark.rule("FAV-1")
def test_a_starred_post_is_not_its_ward() -> None:
    (line,) = star_post((), NECKER, "2931")
    assert line.keeps("2931")
    assert not line.keeps("2932")


@pytest.mark.rule("FAV-1")
def test_starring_the_ward_of_a_starred_post_keeps_its_place() -> None:
    favoris = star_ward(star_ward(star_post((), NECKER, "2931"), PITIE), NECKER)
    assert favoris == (Ligne(NECKER, entier=True), Ligne(PITIE, entier=True))


@pytest.mark.rule("FAV-1")
def test_starring_a_post_of_a_starred_ward_changes_nothing() -> None:
    assert star_post(star_ward((), NECKER), NECKER, "2931") == star_ward((), NECKER)


@pytest.mark.rule("FAV-2")
def test_new_favourites_come_last() -> None:
    assert order(three_wards()) == [NECKER, PITIE, COCHIN]


@pytest.mark.rule("FAV-2")
@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (1, [COCHIN, NECKER, PITIE]),
        (2, [NECKER, COCHIN, PITIE]),
        (3, [NECKER, PITIE, COCHIN]),
        (99, [NECKER, PITIE, COCHIN]),
        (0, [COCHIN, NECKER, PITIE]),
        (-5, [COCHIN, NECKER, PITIE]),
    ],
)
def test_a_typed_number_is_the_new_place(place: int, expected: list[str]) -> None:
    assert order(move(three_wards(), COCHIN, place)) == expected


@pytest.mark.rule("FAV-2")
def test_moving_down_counts_places_of_the_new_list() -> None:
    assert order(move(three_wards(), NECKER, 2)) == [PITIE, NECKER, COCHIN]


def test_moving_what_is_not_there_changes_nothing() -> None:
    assert move(star_ward((), NECKER), PITIE, 1) == star_ward((), NECKER)


@pytest.mark.rule("FAV-2")
def test_removing_a_ward_removes_its_posts() -> None:
    assert order(unstar_ward(star_post(three_wards(), NECKER, "2931"), NECKER)) == [PITIE, COCHIN]


@pytest.mark.rule("FAV-2")
def test_removing_one_post_of_two_leaves_the_other() -> None:
    favoris = star_post(star_post((), NECKER, "2931"), NECKER, "2932")
    assert unstar_post(favoris, NECKER, "2931", frozenset({"2931", "2932"})) == star_post((), NECKER, "2932")


@pytest.mark.rule("FAV-2")
def test_removing_the_last_post_removes_the_line() -> None:
    assert unstar_post(star_post((), NECKER, "2931"), NECKER, "2931", frozenset({"2931"})) == ()


@pytest.mark.rule("FAV-2")
def test_removing_one_post_of_a_whole_ward_keeps_the_others_of_today() -> None:
    favoris = unstar_post(star_ward((), NECKER), NECKER, "2931", frozenset({"2931", "2932", "2933"}))
    assert favoris == (Ligne(NECKER, entier=False, numeros=frozenset({"2932", "2933"})),)


def test_removing_a_post_that_is_no_favourite_changes_nothing() -> None:
    favoris = star_post((), NECKER, "2931")
    assert unstar_post(favoris, NECKER, "2999", frozenset({"2931", "2999"})) == favoris


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 12)), max_size=30))
def test_moving_never_loses_nor_repeats_a_line(moves: list[tuple[int, int]]) -> None:
    wards = [str(11000000 + number) for number in range(10)]
    favoris: Favoris = tuple(Ligne(imotep, entier=True) for imotep in wards)
    for ward, place in moves:
        favoris = move(favoris, wards[ward], place)
        assert sorted(order(favoris)) == wards
