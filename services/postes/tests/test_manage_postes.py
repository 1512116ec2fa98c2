"""A gestionnaire adds, changes, publishes, withdraws and opens posts; all boards follow (ADM-8, CHX-2)."""

from dataclasses import replace
from typing import Any

import pytest

from chassis.errors import DomainError, Kind, RemoteError
from dci.postes.v1 import postes_pb2 as pb
from services.postes.domain.catalogue import Fiche
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue
from services.postes.domain.type_choix import TypeChoix
from services.postes.storage import catalogue
from services.postes.tests.calling import CONSULTATION, GESTIONNAIRE, Calls
from services.postes.tests.factories import (
    OFFER,
    PITIE,
    SEMESTRE,
    World,
    correction,
    corrige,
    demande,
    fiche,
    ward,
)
from services.postes.use_cases.errors import FichePosteInvalide, PosteInconnu, PostePourvu

pytestmark = [pytest.mark.real, pytest.mark.rule("ADM-8")]

Change = Any
CHANGES = pytest.mark.parametrize(
    "change",
    [
        lambda manage: manage.save(fiche(2931, flechage="Garde")),
        lambda manage: manage.withdraw(SEMESTRE, [2931, 2932]),
        lambda manage: manage.lift_reservation(SEMESTRE, 2931),
    ],
    ids=["change", "withdraw", "lift"],
)


def told(world: World) -> list[tuple[str, int, str]]:
    """Offer, version, and what changed."""
    changes = [event.offer_changed for event in world.told()]
    return [(one.offer_id, one.version, str(one.WhichOneof("change"))) for one in changes]


def kept(world: World, numero: int) -> Fiche | None:
    with world.database.transaction() as tx:
        row = tx.one("SELECT reserve, publie, flechage FROM post WHERE numero = %s", [numero])
    return None if row is None else fiche(numero, **row)


def test_a_new_post_gets_the_next_number_and_is_offered(world: World) -> None:
    world.given(fiche(2931))
    added = world.manage().save(fiche(0, flechage="Garde"))
    assert added == fiche(2932, flechage="Garde")
    assert told(world) == [(OFFER, 1, "changed")]
    assert world.told()[0].offer_changed.changed.poste.etablissement == ward().etablissement
    assert isinstance(world.settle()(demande(2932)), Attribue)


def test_the_first_post_of_a_semester_begins_its_offer(world: World) -> None:
    world.given(ward())
    world.manage().save(fiche(0, semestre="112027"))
    assert told(world) == [("112027:3", 1, "changed")]


def test_an_unpublished_post_is_nobodys_news(world: World) -> None:
    world.given(ward())
    world.manage().save(fiche(7, publie=False))
    assert told(world) == []
    world.manage().publish(SEMESTRE, [7])
    assert told(world) == [(OFFER, 1, "changed")]
    world.manage().publish(SEMESTRE, [7])
    assert len(told(world)) == 1


def test_a_changed_post_is_told_whole_and_leaves_an_offer_that_it_changes(world: World) -> None:
    world.given(fiche(2931), ward(PITIE))
    with world.database.transaction() as tx:
        tx.execute("INSERT INTO speciality VALUES ('groupe', '7', '7 - SPÉCIALITÉS MÉDICALES')")
        tx.commit()
    world.manage().save(fiche(2931, imotep=PITIE))
    world.manage().save(fiche(2931, imotep=PITIE, groupe="7"))
    assert told(world) == [(OFFER, 1, "changed"), (OFFER, 2, "withdrawn"), ("052027:7", 1, "changed")]


def test_a_withdrawn_post_can_be_chosen_no_more_and_comes_back_when_published(world: World) -> None:
    world.given(fiche(2931), fiche(2932))
    world.manage().withdraw(SEMESTRE, [2931])
    assert world.settle()(demande(2931)) is Refus.NON_PUBLIE
    world.manage().publish(SEMESTRE, [2931])
    assert told(world) == [(OFFER, 1, "withdrawn"), (OFFER, 2, "changed")]
    assert isinstance(world.settle()(demande(2931)), Attribue)


@pytest.mark.rule("CHX-2")
def test_a_lifted_reservation_opens_the_post_to_every_des(world: World) -> None:
    world.given(fiche(2931, reserve=True, des="33"))
    assert world.settle()(demande(2931, des="34")) is Refus.RESERVE
    world.manage().lift_reservation(SEMESTRE, 2931)
    assert not world.told()[0].offer_changed.changed.poste.reserve
    assert isinstance(world.settle()(demande(2931, des="34")), Attribue)


@CHANGES
def test_never_a_taken_post_and_nothing_of_the_rest(world: World, change: Change) -> None:
    world.given(fiche(2931, reserve=True), fiche(2932))
    world.chosen(2931)
    with pytest.raises(PostePourvu) as refused:
        change(world.manage())
    assert "2931" in refused.value.text
    assert kept(world, 2931) == fiche(2931, reserve=True)
    assert kept(world, 2932) == fiche(2932)
    assert len(told(world)) == 1


@CHANGES
def test_nor_one_that_somebody_has_in_surnombre(world: World, change: Change) -> None:
    world.given(fiche(2931, reserve=True), fiche(2932))
    world.chosen(2931, type_choix=TypeChoix.SURNOMBRE_NON_VALIDANT)
    with pytest.raises(PostePourvu):
        change(world.manage())


@pytest.mark.rule("CHX-6")
@CHANGES
def test_a_post_that_a_correction_freed_may_change_again(world: World, change: Change) -> None:
    world.given(fiche(2931, reserve=True), fiche(2932), fiche(2933))
    asked, _ = world.chosen(2931)
    world.correct()(correction(corrige(asked, 2933)))
    change(world.manage())
    assert kept(world, 2931) != fiche(2931, reserve=True)


@pytest.mark.parametrize("change", ["publish", "withdraw"])
def test_an_unknown_number_changes_nothing(world: World, change: str) -> None:
    world.given(fiche(2931, publie=change == "withdraw"))
    with pytest.raises(PosteInconnu) as refused:
        getattr(world.manage(), change)(SEMESTRE, [2931, 9, 12])
    assert "9, 12" in refused.value.text
    assert told(world) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"imotep": "99999999"}, "imotep"),
        ({"groupe": "99"}, "groupe"),
        ({"des": "99"}, "des"),
        ({"regimes": ()}, "regimes"),
        ({"regimes": ("socle", "voyage")}, "regimes"),
        ({"type": "x" * 201}, "type"),
        ({"flechage": "x" * 501}, "flechage"),
        ({"numero": -1}, "numero"),
        ({"numero": 2**31}, "numero"),
    ],
)
def test_a_sheet_that_cannot_be_says_where(world: World, fields: dict[str, Any], field: str) -> None:
    world.given(ward())
    with pytest.raises(FichePosteInvalide) as refused:
        world.manage().save(replace(fiche(1), **fields))
    assert set(refused.value.details) == {field}
    assert world.count("post") == 0


def test_two_new_posts_at_once_never_share_a_number(world: World) -> None:
    world.given(ward())

    class Behind:
        """The catalogue, for somebody who reads the next number just before another one takes it."""

        def __getattr__(self, name: str) -> Any:
            return getattr(catalogue, name)

        def next_number(self, *_: object) -> int:
            return 1

    world.manage().save(fiche(1, flechage="mine"))
    with pytest.raises(DomainError) as busy:
        world.manage(catalogue=Behind()).save(fiche(0, semestre=SEMESTRE, groupe="3"))
    assert busy.value.kind is Kind.UNAVAILABLE
    assert kept(world, 1) == fiche(1, flechage="mine")


def test_over_the_wire_a_gestionnaire_may_and_others_may_not(world: World, calls: Calls) -> None:
    world.given(fiche(2931, reserve=True))
    asked = pb.Poste(
        semestre=SEMESTRE,
        imotep=ward().imotep,
        groupe_code="3",
        des_code="34",
        regimes=["approfondissement", "socle"],
        type=" CHU ",
        publie=True,
    )
    with calls.of("admin", GESTIONNAIRE) as admin:
        saved = admin.offers.SavePoste(pb.SavePosteRequest(poste=asked)).poste
        admin.offers.LiftReservation(pb.LiftReservationRequest(semestre=SEMESTRE, numero=2931))
        admin.offers.WithdrawPostes(pb.WithdrawPostesRequest(semestre=SEMESTRE, numeros=[2932]))
        admin.offers.PublishPostes(pb.PublishPostesRequest(semestre=SEMESTRE, numeros=[2932]))
    assert (saved.numero, list(saved.regimes), saved.type) == (2932, ["socle", "approfondissement"], "CHU")
    assert [what for _, _, what in told(world)] == ["changed", "changed", "withdrawn", "changed"]
    with calls.of("admin", CONSULTATION) as admin, pytest.raises(RemoteError) as refused:
        admin.offers.WithdrawPostes(pb.WithdrawPostesRequest(semestre=SEMESTRE, numeros=[2932]))
    assert refused.value.kind is Kind.FORBIDDEN
