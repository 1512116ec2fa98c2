"""FAV-1, FAV-2: starring and ordering."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postes.domain.favoris import Cible, DuPoste, DuService, Favori, Favoris, add, move, remove

NECKER, PITIE, COCHIN = DuService("11000336"), DuService("11000219"), DuService("11000766")


def starred(*cibles: Cible) -> Favoris:
    favoris: Favoris = ()
    for number, cible in enumerate(cibles, start=1):
        favoris = add(favoris, Favori(UUID(int=number), cible))
    return favoris


def order(favoris: Favoris) -> list[Cible]:
    return [favori.cible for favori in favoris]


@pytest.mark.rule("FAV-2")
def test_new_favourites_come_last() -> None:
    assert order(starred(NECKER, PITIE, DuPoste(2931))) == [NECKER, PITIE, DuPoste(2931)]


@pytest.mark.rule("FAV-1")
def test_starring_twice_changes_nothing() -> None:
    favoris = starred(NECKER, PITIE)
    assert add(favoris, Favori(UUID(int=9), NECKER)) == favoris


@pytest.mark.rule("FAV-1")
def test_a_post_and_its_ward_are_two_favourites() -> None:
    assert order(starred(DuPoste(2931), NECKER)) == [DuPoste(2931), NECKER]


@pytest.mark.rule("FAV-2")
@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (1, [COCHIN, NECKER, PITIE]),
        (2, [NECKER, COCHIN, PITIE]),
        (3, [NECKER, PITIE, COCHIN]),
        (99, [NECKER, PITIE, COCHIN]),
        (0, [COCHIN, NECKER, PITIE]),
        (-5, [COCHIN, NECKER, PITIE]),
    ],
)
def test_a_typed_number_is_the_new_position(position: int, expected: list[Cible]) -> None:
    assert order(move(starred(NECKER, PITIE, COCHIN), UUID(int=3), position)) == expected


@pytest.mark.rule("FAV-2")
def test_moving_down_counts_positions_of_the_new_list() -> None:
    assert order(move(starred(NECKER, PITIE, COCHIN), UUID(int=1), 2)) == [PITIE, NECKER, COCHIN]


def test_moving_what_is_not_there_changes_nothing() -> None:
    assert move(starred(NECKER, PITIE), UUID(int=9), 1) == starred(NECKER, PITIE)


@pytest.mark.rule("FAV-2")
def test_removing_one_leaves_the_others_in_order() -> None:
    assert order(remove(starred(NECKER, PITIE, COCHIN), UUID(int=2))) == [NECKER, COCHIN]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 12)), max_size=30))
def test_moving_never_loses_nor_repeats_a_line(moves: list[tuple[int, int]]) -> None:
    favoris = starred(*(DuPoste(number) for number in range(10)))
    ids = {favori.id for favori in favoris}
    for chosen, position in moves:
        before = favoris
        favoris = move(favoris, before[chosen].id, position)
        assert {favori.id for favori in favoris} == ids
        assert len(favoris) == len(before)
        assert favoris[min(max(position, 1), 10) - 1] == before[chosen]
