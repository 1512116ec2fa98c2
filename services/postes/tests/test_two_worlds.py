"""Real interns and participants of « amphis blancs » meet nowhere in postes (SIM-1, decision 18)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from chassis.callers import User
from chassis.errors import RemoteError
from dci.events.v1.events_pb2 import Event
from dci.postes.v1 import postes_pb2 as pb
from services.postes.events.copies import INTERESTS
from services.postes.tests.calling import Calls, an_interne
from services.postes.tests.factories import OFFER, World, demande, fiche

pytestmark = [pytest.mark.real, pytest.mark.rule("SIM-1")]

ESSAI, OTHER = "essai-1a2b3c4d", "essai-99999999"
COPY = f"{ESSAI}:3"
MEHDI = an_interne(uuid4())
PARTICIPANT = replace(an_interne(uuid4()), rehearsal=ESSAI)


@pytest.fixture
def copied(world: World, calls: Calls) -> World:
    """An offer and two copies of it."""
    world.given(fiche(2931))
    with calls.of("session") as session:
        for semestre in (ESSAI, OTHER):
            session.offers.CopyOffer(pb.CopyOfferRequest(offer_id=OFFER, semestre=semestre))
    return world


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize(
    ("user", "offer_id"), [(MEHDI, COPY), (PARTICIPANT, OFFER), (PARTICIPANT, f"{OTHER}:3")]
)
def test_nobody_has_favourites_in_another_world(calls: Calls, user: User, offer_id: str) -> None:
    with calls.of("gateway", user) as gateway:
        with pytest.raises(RemoteError) as reading:
            gateway.favourites.ListFavourites(pb.ListFavouritesRequest(offer_id=offer_id))
        with pytest.raises(RemoteError) as adding:
            gateway.favourites.AddFavourite(pb.AddFavouriteRequest(offer_id=offer_id, numero=2931))
    assert {reading.value.code, adding.value.code} == {"autre_monde"}


@pytest.mark.usefixtures("copied")
def test_everybody_has_them_in_the_own_one(calls: Calls) -> None:
    for user, offer_id in ((MEHDI, OFFER), (PARTICIPANT, COPY)):
        with calls.of("gateway", user) as gateway:
            added = gateway.favourites.AddFavourite(pb.AddFavouriteRequest(offer_id=offer_id, numero=2931))
        assert len(added.favourites) == 1


def test_the_call_list_of_a_rehearsal_is_not_copied() -> None:
    event = Event(rehearsal=ESSAI)
    event.decision.amphi_id, event.decision.type = str(uuid4()), "validated"

    assert not INTERESTS.include(event)


def test_what_is_published_of_it_is_marked(copied: World) -> None:
    copied.settle()(demande(2931, offer_id=COPY))
    copied.settle()(demande(2931))

    assert {event.aggregate: event.rehearsal for event in copied.told()} == {
        COPY: ESSAI,
        f"{OTHER}:3": OTHER,
        OFFER: "",
    }


def test_not_even_what_was_published_of_it_stays_in_the_outbox(copied: World, calls: Calls) -> None:
    copied.settle()(demande(2931, offer_id=COPY))
    assert COPY in {event.aggregate for event in copied.told()}

    with calls.of("session") as session:
        session.offers.ForgetRehearsal(pb.ForgetRehearsalRequest(semestre=ESSAI))

    assert {event.aggregate for event in copied.told()} == {f"{OTHER}:3"}
