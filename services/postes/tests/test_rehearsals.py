"""« Amphis blancs »: a copy under its own semester, of which the real world sees nothing (SIM-1)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from chassis.errors import Kind, RemoteError
from dci.postes.v1 import postes_pb2 as pb
from services.postes.tests.calling import GESTIONNAIRE, Calls, an_interne
from services.postes.tests.factories import (
    OFFER,
    SEMESTRE,
    World,
    correction,
    corrige,
    demande,
    fiche,
    roster_line,
)

pytestmark = [pytest.mark.real, pytest.mark.rule("SIM-1")]

ESSAI = "essai-1a2b3c4d"
COPY = f"{ESSAI}:3"


@pytest.fixture
def copied(world: World, calls: Calls) -> World:
    """An offer of three posts, two of them published, one of them taken; and its copy."""
    world.given(fiche(2931, reserve=True), fiche(2932, publie=False), fiche(2933))
    world.chosen(2933)
    with calls.of("session") as session:
        answer = session.offers.CopyOffer(pb.CopyOfferRequest(offer_id=OFFER, semestre=ESSAI))
    assert answer.offer_id == COPY
    return world


def board(calls: Calls, offer_id: str) -> pb.GetOfferSnapshotResponse:
    with calls.of("gateway") as gateway:
        return gateway.offers.GetOfferSnapshot(pb.GetOfferSnapshotRequest(offer_id=offer_id))


@pytest.mark.usefixtures("copied")
def test_a_copy_has_every_published_post_free(calls: Calls) -> None:
    real, copy = board(calls, OFFER), board(calls, COPY)
    assert [(poste.numero, poste.pourvu) for poste in real.postes] == [(2931, False), (2933, True)]
    assert [(poste.numero, poste.pourvu, poste.semestre) for poste in copy.postes] == [
        (2931, False, ESSAI),
        (2933, False, ESSAI),
    ]
    assert (copy.postes[0].reserve, copy.postes[0].imotep) == (True, real.postes[0].imotep)


def test_what_happens_in_the_copy_stays_there(copied: World, calls: Calls) -> None:
    before = board(calls, OFFER)
    asked, _ = copied.chosen(2931, offer_id=COPY)
    copied.correct()(correction(corrige(asked, 2933), offer_id=COPY))
    assert board(calls, OFFER) == before
    assert [poste.pourvu for poste in board(calls, COPY).postes] == [False, True]
    copied.chosen(2931, intern_id=asked.intern_id)


def test_asked_again_it_adds_what_was_published_since(copied: World, calls: Calls) -> None:
    copied.chosen(2931, offer_id=COPY)
    copied.given(fiche(2932))
    with calls.of("session") as session:
        session.offers.CopyOffer(pb.CopyOfferRequest(offer_id=OFFER, semestre=ESSAI))
    assert [(poste.numero, poste.pourvu) for poste in board(calls, COPY).postes] == [
        (2931, True),
        (2932, False),
        (2933, False),
    ]


def everything_public(calls: Calls) -> list[str]:
    """What anybody finds without naming a rehearsal."""
    with calls.of("gateway") as gateway:
        views = (pb.SearchPostesRequest.VIEW_POSTE, pb.SearchPostesRequest.VIEW_SERVICE)
        found: list[Any] = [
            gateway.offers.SearchPostes(pb.SearchPostesRequest(view=view, semestre=semestre))
            for view in views
            for semestre in ("", SEMESTRE)
        ]
        found += [gateway.offers.ListFacets(pb.ListFacetsRequest(semestre=one)) for one in ("", SEMESTRE)]
        found += [
            gateway.affectations.ListAffectations(pb.ListAffectationsRequest(semestre=one))
            for one in ("", SEMESTRE)
        ]
    return [str(one) for one in found]


def test_nothing_of_it_is_found_by_anybody_who_does_not_name_it(copied: World, calls: Calls) -> None:
    before = everything_public(calls)
    copied.given(fiche(9001, semestre=ESSAI, flechage="Rien qu’à l’essai", type="Essai"))
    copied.chosen(9001, offer_id=COPY)
    assert everything_public(calls) == before
    assert ESSAI not in "".join(before)
    with calls.of("gateway") as gateway:
        named = gateway.offers.SearchPostes(
            pb.SearchPostesRequest(view=pb.SearchPostesRequest.VIEW_POSTE, semestre=ESSAI)
        )
        chosen = gateway.affectations.ListAffectations(pb.ListAffectationsRequest(semestre=ESSAI))
    assert named.postes_total == 3
    assert [one.poste.numero for one in chosen.affectations] == [9001]


def test_its_attestations_verify_as_nothing(copied: World, calls: Calls) -> None:
    copied.chosen(2931, offer_id=COPY)
    with copied.database.transaction() as tx:
        code = tx.value(
            "SELECT code FROM attestation JOIN place USING (affectation_id) WHERE semestre = %s", [ESSAI]
        )
    with calls.of("gateway") as gateway:
        assert gateway.affectations.VerifyCode(pb.VerifyCodeRequest(code=code)) == pb.VerifyCodeResponse()


def contents(world: World) -> dict[str, list[Any]]:
    """Every row of the service's own tables."""
    with world.database.transaction() as tx:
        tables = tx.all(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '%%yoyo%%'"
            " AND tablename <> 'inbox' ORDER BY tablename"
        )
        return {
            name: tx.all(f"SELECT * FROM {name} ORDER BY {name}::text")  # noqa: S608
            for name in (row["tablename"] for row in tables)
        }


def test_forgotten_nothing_is_left_and_nothing_else_is_gone(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932))
    world.chosen(2932)
    world.rostered(uuid4(), roster_line(uuid4()))
    before = contents(world)
    with calls.of("session") as session:
        for semestre in (ESSAI, "essai-00000000"):
            session.offers.CopyOffer(pb.CopyOfferRequest(offer_id=OFFER, semestre=semestre))
    asked, _ = world.chosen(2931, offer_id=COPY)
    world.settle()(demande(2931, offer_id=COPY))
    world.correct()(correction(corrige(asked, 2932), offer_id=COPY))
    with calls.of("gateway", replace(an_interne(asked.intern_id), rehearsal=ESSAI)) as gateway:
        gateway.favourites.AddFavourite(pb.AddFavouriteRequest(offer_id=COPY, numero=2931))

    with calls.of("session") as session:
        for semestre in (ESSAI, "essai-00000000", ESSAI):
            session.offers.ForgetRehearsal(pb.ForgetRehearsalRequest(semestre=semestre))

    assert contents(world) == before


Call = Callable[[Any], Any]


@pytest.mark.parametrize(
    "call",
    [
        lambda offers: offers.ForgetRehearsal(pb.ForgetRehearsalRequest(semestre=SEMESTRE)),
        lambda offers: offers.ForgetRehearsal(pb.ForgetRehearsalRequest(semestre="essai-%%%%%%%%")),
        lambda offers: offers.ForgetRehearsal(pb.ForgetRehearsalRequest(semestre="")),
        lambda offers: offers.CopyOffer(pb.CopyOfferRequest(offer_id=OFFER, semestre="112027")),
        lambda offers: offers.CopyOffer(pb.CopyOfferRequest(offer_id=COPY, semestre="essai-00000000")),
    ],
)
def test_only_a_rehearsal_is_forgotten_or_written(copied: World, calls: Calls, call: Call) -> None:
    before = contents(copied)
    with calls.of("session") as session, pytest.raises(RemoteError) as refused:
        call(session.offers)
    assert refused.value.kind is Kind.INVALID
    assert contents(copied) == before


@pytest.mark.parametrize("service", ["gateway", "admin"])
def test_session_alone_may(copied: World, calls: Calls, service: str) -> None:
    before = contents(copied)
    with calls.of(service, GESTIONNAIRE) as caller:
        for call in (
            lambda: caller.offers.ForgetRehearsal(pb.ForgetRehearsalRequest(semestre=ESSAI)),
            lambda: caller.offers.CopyOffer(pb.CopyOfferRequest(offer_id=OFFER, semestre=ESSAI)),
        ):
            with pytest.raises(RemoteError) as refused:
                call()
            assert refused.value.kind is Kind.FORBIDDEN
    assert contents(copied) == before
