"""Favourites over gRPC: the caller's own, in order (FAV-1…3)."""

from uuid import uuid4

import pytest

from chassis.callers import User
from chassis.errors import Kind, RemoteError
from dci.postes.v1 import postes_pb2 as pb
from services.postes.tests.calling import GESTIONNAIRE, Calls, an_interne
from services.postes.tests.factories import NECKER, OFFER, PITIE, World, fiche

pytestmark = pytest.mark.real

MEHDI = an_interne(uuid4())


def shown(favourites: object) -> list[tuple[int, str | int]]:
    return [
        (one.position, getattr(one, str(one.WhichOneof("target"))))
        for one in favourites  # type: ignore[attr-defined]
    ]


def star(calls: Calls, *targets: str | int, user: User = MEHDI) -> list[pb.Favourite]:
    favourites: list[pb.Favourite] = []
    with calls.of("gateway", user) as gateway:
        for target in targets:
            request = pb.AddFavouriteRequest(offer_id=OFFER)
            setattr(request, "imotep" if isinstance(target, str) else "numero", target)
            favourites = list(gateway.favourites.AddFavourite(request).favourites)
    return favourites


def listed(calls: Calls, user: User = MEHDI, offer_id: str = OFFER) -> list[pb.Favourite]:
    with calls.of("gateway", user) as gateway:
        return list(gateway.favourites.ListFavourites(pb.ListFavouritesRequest(offer_id=offer_id)).favourites)


@pytest.fixture(autouse=True)
def offer(world: World) -> None:
    world.given(
        fiche(2931),
        fiche(2932),
        fiche(2933, imotep=PITIE),
        fiche(2934, groupe="7"),
        fiche(2935, publie=False),
    )


@pytest.mark.rule("FAV-1")
def test_wards_and_posts_in_the_order_they_were_starred(calls: Calls) -> None:
    added = star(calls, PITIE, 2931, NECKER)
    assert shown(added) == [(1, PITIE), (2, 2931), (3, NECKER)]
    assert listed(calls) == added


@pytest.mark.rule("PRC-5")
@pytest.mark.rule("PRC-1")
def test_the_mandataire_and_the_intern_keep_one_list(calls: Calls) -> None:
    sami = User(uuid4(), "mandataire", frozenset(), uuid4(), acts_for=MEHDI.id)
    star(calls, PITIE)
    assert shown(star(calls, 2931, user=sami)) == [(1, PITIE), (2, 2931)]
    assert listed(calls) == listed(calls, sami)


@pytest.mark.rule("FAV-1")
def test_starring_twice_changes_nothing(calls: Calls) -> None:
    once = star(calls, PITIE, 2931)
    assert star(calls, PITIE) == once


@pytest.mark.rule("FAV-2")
def test_each_change_and_nothing_else_is_told_to_the_interns_other_devices(
    world: World, calls: Calls
) -> None:
    before = len(world.told())
    star(calls, PITIE, 2931)
    star(calls, PITIE)
    changed = [event.favourites_changed for event in world.told()[before:]]
    assert changed == [pb.FavouritesChanged(intern_id=str(MEHDI.intern_id), offer_id=OFFER)] * 2


@pytest.mark.rule("FAV-2")
def test_a_number_moves_one_and_the_others_make_room(calls: Calls) -> None:
    *_, last = star(calls, PITIE, 2931, NECKER)
    with calls.of("gateway", MEHDI) as gateway:
        moved = gateway.favourites.MoveFavourite(
            pb.MoveFavouriteRequest(offer_id=OFFER, favourite_id=last.favourite_id, position=1)
        )
    assert shown(moved.favourites) == [(1, NECKER), (2, PITIE), (3, 2931)]
    assert shown(listed(calls)) == shown(moved.favourites)


@pytest.mark.rule("FAV-2")
def test_removing_one_closes_ranks_and_again_changes_nothing(calls: Calls) -> None:
    first, *_ = star(calls, PITIE, 2931, NECKER)
    request = pb.RemoveFavouriteRequest(offer_id=OFFER, favourite_id=first.favourite_id)
    with calls.of("gateway", MEHDI) as gateway:
        gateway.favourites.RemoveFavourite(request)
        again = gateway.favourites.RemoveFavourite(request)
    assert shown(again.favourites) == [(1, 2931), (2, NECKER)]


@pytest.mark.rule("FAV-3")
def test_a_favourite_that_is_taken_stays(world: World, calls: Calls) -> None:
    star(calls, 2931, NECKER)
    world.chosen(2931)
    assert shown(listed(calls)) == [(1, 2931), (2, NECKER)]


@pytest.mark.rule("FAV-4")
def test_favourites_choose_for_nobody(world: World, calls: Calls) -> None:
    star(calls, 2931, NECKER)
    assert world.count("place") == 0


@pytest.mark.rule("FAV-1")
@pytest.mark.parametrize("target", [2934, 2935, 9999, -1, "11999999", ""])
def test_only_what_is_offered_can_be_starred(calls: Calls, target: str | int) -> None:
    with pytest.raises(RemoteError) as refused:
        star(calls, target)
    assert (refused.value.code, refused.value.kind) == ("favori_hors_offre", Kind.NOT_FOUND)
    assert listed(calls) == []


def test_everybody_has_their_own_and_each_offer_its_list(calls: Calls) -> None:
    star(calls, PITIE)
    other = an_interne(uuid4())
    assert listed(calls, other) == []
    assert listed(calls, offer_id="112026:3") == []


def test_nobody_touches_somebody_elses(calls: Calls) -> None:
    (mine,) = star(calls, PITIE)
    with calls.of("gateway", an_interne(uuid4())) as gateway:
        gateway.favourites.RemoveFavourite(
            pb.RemoveFavouriteRequest(offer_id=OFFER, favourite_id=mine.favourite_id)
        )
    assert listed(calls) == [mine]


@pytest.mark.parametrize("user", [None, GESTIONNAIRE])
def test_only_an_interne_has_favourites(calls: Calls, user: User | None) -> None:
    with calls.of("gateway", user) as gateway, pytest.raises(RemoteError) as refused:
        gateway.favourites.ListFavourites(pb.ListFavouritesRequest(offer_id=OFFER))
    assert refused.value.kind in {Kind.FORBIDDEN, Kind.UNAUTHENTICATED}


def test_nothing_starred_is_refused(calls: Calls) -> None:
    with calls.of("gateway", MEHDI) as gateway, pytest.raises(RemoteError) as refused:
        gateway.favourites.AddFavourite(pb.AddFavouriteRequest(offer_id=OFFER))
    assert refused.value.kind is Kind.INVALID
