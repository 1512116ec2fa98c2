"""Choices in surnombre on a real database: a place more, and the post as before (CHX-3…5)."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue
from services.postes.domain.type_choix import TypeChoix
from services.postes.tests.factories import OFFER, PITIE, World, demande, fiche

pytestmark = pytest.mark.real

VALIDANT, NON_VALIDANT = TypeChoix.SURNOMBRE_VALIDANT, TypeChoix.SURNOMBRE_NON_VALIDANT
SURNOMBRES = pytest.mark.parametrize("type_choix", [VALIDANT, NON_VALIDANT])


@pytest.mark.rule("CHX-5")
@SURNOMBRES
def test_a_free_post_chosen_in_surnombre_stays_free(world: World, type_choix: TypeChoix) -> None:
    world.given(fiche(2931))
    beside, _ = world.chosen(2931, type_choix=type_choix)
    holder, _ = world.chosen(2931)
    assert world.in_force() == [(2931, holder.intern_id, False), (2931, beside.intern_id, True)]


@pytest.mark.rule("CHX-3")
def test_non_validant_takes_a_post_whoever_holds_it(world: World) -> None:
    world.given(fiche(2931))
    holder, _ = world.chosen(2931, rang_appel=1)
    world.chosen(2931, rang_appel=30, type_choix=NON_VALIDANT)
    assert world.holders() == {2931: holder.intern_id}


@pytest.mark.rule("CHX-4")
def test_validant_takes_a_post_held_by_whom_session_has_seen_behind(world: World) -> None:
    world.given(fiche(2931))
    holder, _ = world.chosen(2931, rang_appel=30)
    world.chosen(2931, rang_appel=2, type_choix=VALIDANT, holder_seen=holder.intern_id)
    assert world.holders() == {2931: holder.intern_id}


@pytest.mark.rule("CHX-4")
@pytest.mark.parametrize("seen", [None, UUID(int=99)])
def test_validant_is_refused_a_post_held_by_anybody_else(world: World, seen: UUID | None) -> None:
    world.given(fiche(2931))
    world.chosen(2931)
    asked = demande(2931, type_choix=VALIDANT, holder_seen=seen)
    assert world.settle()(asked) is Refus.PRIS_DEVANT


@pytest.mark.rule("CHX-4")
def test_a_post_held_in_surnombre_only_is_free_to_validant(world: World) -> None:
    world.given(fiche(2931))
    world.chosen(2931, type_choix=NON_VALIDANT)
    world.chosen(2931, type_choix=VALIDANT)
    assert world.holders() == {}


@pytest.mark.rule("CHX-2")
@SURNOMBRES
def test_a_reserved_post_is_for_its_des_in_surnombre_too(world: World, type_choix: TypeChoix) -> None:
    world.given(fiche(2931, reserve=True, des="33"))
    assert world.settle()(demande(2931, des="34", type_choix=type_choix)) is Refus.RESERVE
    world.chosen(2931, des="33", type_choix=type_choix)


@pytest.mark.rule("CHX-1")
@SURNOMBRES
@pytest.mark.parametrize(
    ("fields", "refus"),
    [
        ({"numero": 2931, "regimes": frozenset({"ancien"})}, Refus.HORS_OFFRE),
        ({"numero": 9999}, Refus.HORS_OFFRE),
        ({"numero": 2932}, Refus.NON_PUBLIE),
    ],
)
def test_a_surnombre_is_on_a_published_post_of_the_offer(
    world: World, type_choix: TypeChoix, fields: dict[str, Any], refus: Refus
) -> None:
    world.given(fiche(2931), fiche(2932, publie=False))
    assert world.settle()(demande(**fields, type_choix=type_choix)) is refus


@pytest.mark.rule("CHX-5")
def test_a_ward_admits_so_many_of_both_kinds_over_all_its_posts_and_stocks(world: World) -> None:
    world.given(fiche(2931), fiche(2932), fiche(4001, groupe="7"), fiche(2933, imotep=PITIE))
    limit: dict[str, Any] = {"surnombres_max": 2}
    world.chosen(2931, type_choix=VALIDANT, **limit)
    world.chosen(4001, type_choix=NON_VALIDANT, offer_id="052027:7", **limit)

    for type_choix in (VALIDANT, NON_VALIDANT):
        assert world.settle()(demande(2932, type_choix=type_choix, **limit)) is Refus.SURNOMBRES_COMPLETS
    world.chosen(2933, type_choix=VALIDANT, **limit)
    world.chosen(2932, **limit)
    world.chosen(2932, type_choix=VALIDANT, holder_seen=world.holders()[2932], surnombres_max=3)


@pytest.mark.rule("CHX-5")
def test_another_semester_has_its_own_surnombres(world: World) -> None:
    world.given(fiche(2931), fiche(2931, semestre="112027"))
    world.chosen(2931, type_choix=NON_VALIDANT, surnombres_max=1)
    world.chosen(2931, type_choix=NON_VALIDANT, surnombres_max=1, offer_id="112027:3")


@pytest.mark.rule("CHX-7")
def test_one_affectation_an_intern_surnombres_included(world: World) -> None:
    world.given(fiche(2931), fiche(2932))
    asked, _ = world.chosen(2931, type_choix=NON_VALIDANT)
    assert world.settle()(demande(2932, intern_id=asked.intern_id)) is Refus.DEJA_AFFECTE
    assert world.settle()(demande(2932, turn_id=asked.turn_id)) is Refus.TOUR_SERVI


@pytest.mark.rule("CHX-5")
@pytest.mark.rule("POS-6")
def test_boards_are_told_how_many_a_post_has(world: World) -> None:
    world.given(fiche(2931))
    for _ in range(2):
        world.chosen(2931, type_choix=NON_VALIDANT)
    one, two = (event.offer_changed for event in world.told())
    assert (one.version, one.surnombre.numero, one.surnombre.surnombres) == (1, 2931, 1)
    assert (two.version, two.surnombre.surnombres) == (2, 2)


@pytest.mark.rule("CHX-8")
def test_ars_places_outside_any_turn_by_the_rules_of_a_classique_choice(world: World) -> None:
    world.given(fiche(2931), fiche(2932))
    placed, _ = world.chosen(2931, turn_id=None, par="ars")
    other, _ = world.chosen(2932, turn_id=None, par="ars")

    assert world.settle()(demande(2931)) is Refus.POURVU
    assert world.settle()(demande(2931, turn_id=None, par="ars")) is Refus.POURVU
    assert world.settle()(demande(2932, intern_id=placed.intern_id)) is Refus.DEJA_AFFECTE
    assert world.holders() == {2931: placed.intern_id, 2932: other.intern_id}


@pytest.mark.rule("G-3")
def test_a_surnombre_is_given_once_however_often_it_is_asked(world: World) -> None:
    world.given(fiche(2931))
    asked = demande(2931, type_choix=NON_VALIDANT, surnombres_max=1)
    first, again = world.settle()(asked), world.settle()(asked)
    assert first == again
    assert isinstance(first, Attribue)
    assert len(world.in_force()) == 1


@pytest.mark.rule("IFC-12")
def test_who_chose_is_kept(world: World) -> None:
    world.given(fiche(2931))
    world.chosen(2931, par="mandataire", intern_id=uuid4(), offer_id=OFFER)
    with world.database.transaction() as tx:
        assert tx.value("SELECT par FROM affectation_line") == "mandataire"
