"""Corrections against a check of another design: empty the seats, then seat one after the other (CHX-6)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postes.domain.changement import Changement, Libere, Pris, Surnombre
from services.postes.domain.correction import Correction, PlaceCorrigee, changes_between, correction_refusal
from services.postes.domain.place import Place
from services.postes.domain.poste import Poste
from services.postes.domain.type_choix import TypeChoix

NUMEROS = range(1, 6)
AMPHI = UUID(int=900)
TYPES = [*[TypeChoix.CLASSIQUE] * 4, *TypeChoix]
SOCLE = frozenset({"socle"})
WARDS = ("11000336", "11000219")

Seats = dict[int, list[Place]]


def poste(numero: int, *, reserve: bool, publie: bool) -> Poste:
    return Poste("052027", numero, WARDS[numero % 2], "3", "34", SOCLE, reserve, publie)


@st.composite
def places(draw: st.DrawFn) -> list[Place]:
    """Interns on posts: one holder a post at most, any number in surnombre."""
    found: list[Place] = []
    for rang in range(1, draw(st.integers(2, 6)) + 1):
        numero, type_choix = draw(st.sampled_from(NUMEROS)), draw(st.sampled_from(TYPES))
        held = any(one.numero == numero and not one.type_choix.surnombre for one in found)
        if held and type_choix is TypeChoix.CLASSIQUE:
            type_choix = TypeChoix.SURNOMBRE_VALIDANT
        found.append(Place(UUID(int=100 + rang), numero, UUID(int=rang), AMPHI, rang, type_choix))
    return found


lines = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from(NUMEROS),
        st.sampled_from(NUMEROS),
        st.integers(0, 9).map(lambda drawn: drawn == 0),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda line: line[0],
)
sheets = st.fixed_dictionaries(
    {numero: st.tuples(st.integers(0, 9), st.integers(0, 9)) for numero in NUMEROS}
).map(lambda drawn: {n: poste(n, reserve=r == 0, publie=p > 0) for n, (r, p) in drawn.items()})


limits = st.none() | st.integers(0, 3)


def asked(there: list[Place], drawn: list[tuple[int, int, int, bool]], limit: int | None) -> Correction:
    """Mostly what the interns hold really; `astray` takes the drawn post instead."""
    held = {one.rang_appel: one.numero for one in there}
    corrected = [
        PlaceCorrigee(
            UUID(int=rang),
            wrong if astray else held.get(rang, wrong),
            numero,
            AMPHI,
            SOCLE,
            rang,
            "33",
            limit,
        )
        for rang, numero, wrong, astray in drawn
    ]
    return Correction(UUID(int=1), "052027:3", tuple(corrected), datetime(2027, 4, 12, tzinfo=UTC))


def seated(there: list[Place], correction: Correction, sheet: dict[int, Poste]) -> Seats | None:
    """The seats after it, or None where somebody cannot sit."""
    seats: Seats = {numero: [one for one in there if one.numero == numero] for numero in NUMEROS}
    standing: list[tuple[Place, int]] = []
    for line in correction.places:
        mine = [one for one in seats[line.before] if one.intern_id == line.intern_id]
        if not mine:
            return None
        seats[line.before].remove(mine[0])
        standing.append((mine[0], line.numero))
    for place, numero in standing:
        if not sheet[numero].publie or (sheet[numero].reserve and sheet[numero].des != "33"):
            return None
        classique = place.type_choix is TypeChoix.CLASSIQUE
        if classique and any(one.type_choix is TypeChoix.CLASSIQUE for one in seats[numero]):
            return None
        seats[numero].append(replace(place, numero=numero))
    return seats


def crowded(there: list[Place], seats: Seats, limit: int | None) -> bool:
    """Whether somebody came into a ward that has more surnombres than it admits (CHX-5)."""
    wards = {one.intern_id: one.numero % 2 for one in there}
    after = [one for found in seats.values() for one in found if one.type_choix.surnombre]
    counted = Counter(one.numero % 2 for one in after)
    came = {one.numero % 2 for one in after if one.numero % 2 != wards[one.intern_id]}
    return limit is not None and any(counted[ward] > limit for ward in came)


def surnombres(there: list[Place]) -> Counter[str]:
    return Counter(WARDS[one.numero % 2] for one in there if one.type_choix.surnombre)


def shown(places: list[Place]) -> dict[int, tuple[int | None, int]]:
    """What a board shows: the holder's rank, and the surnombres."""
    counted = Counter(one.numero for one in places if one.type_choix.surnombre)
    held = {one.numero: one.rang_appel for one in places if not one.type_choix.surnombre}
    return {numero: (held.get(numero), counted[numero]) for numero in NUMEROS}


def followed(board: dict[int, tuple[int | None, int]], changes: list[Changement]) -> dict[int, object]:
    after: dict[int, tuple[int | None, int]] = dict(board)
    for change in changes:
        match change:
            case Pris(numero, _, rang):
                after[numero] = (rang, after[numero][1])
            case Libere(numero):
                after[numero] = (None, after[numero][1])
            case Surnombre(numero, surnombres):
                after[numero] = (after[numero][0], surnombres)
    return dict(after)


@pytest.mark.rule("CHX-6")
@pytest.mark.rule("CHX-7")
@pytest.mark.rule("CHX-5")
@given(there=places(), drawn=lines, sheet=sheets, limit=limits)
def test_it_is_done_exactly_where_everybody_can_be_seated(
    there: list[Place], drawn: list[tuple[int, int, int, bool]], sheet: dict[int, Poste], limit: int | None
) -> None:
    correction = asked(there, drawn, limit)
    refus = correction_refusal(correction, sheet, there, surnombres(there))
    seats = seated(there, correction, sheet)
    assert (refus is None) == (seats is not None and not crowded(there, seats, limit))


@pytest.mark.rule("CHX-6")
@given(there=places(), drawn=lines, sheet=sheets)
def test_boards_that_follow_show_the_seats_after_it(
    there: list[Place], drawn: list[tuple[int, int, int, bool]], sheet: dict[int, Poste]
) -> None:
    seats = seated(there, asked(there, drawn, None), sheet)
    if seats is None:
        return
    after = [place for found in seats.values() for place in found]
    assert followed(shown(there), changes_between(there, after)) == shown(after)
