"""Corrections on a real database: together or not at all, and nothing is deleted (CHX-6)."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from psycopg2.errors import UniqueViolation

from chassis.database import DatabaseBusy
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue, Corrige, Demande
from services.postes.domain.type_choix import TypeChoix
from services.postes.tests.factories import (
    OFFER,
    PITIE,
    World,
    committed,
    correction,
    corrige,
    demande,
    fiche,
)
from services.postes.use_cases.errors import AnotherRequest

pytestmark = [pytest.mark.real, pytest.mark.rule("CHX-6")]

VALIDANT, NON_VALIDANT = TypeChoix.SURNOMBRE_VALIDANT, TypeChoix.SURNOMBRE_NON_VALIDANT


@pytest.fixture
def two(world: World) -> tuple[Demande, Demande]:
    """Two interns hold 2931 and 2932; 2933 and 2934 are free."""
    world.given(*(fiche(numero) for numero in range(2931, 2935)))
    return world.chosen(2931, rang_appel=1)[0], world.chosen(2932, rang_appel=2)[0]


def test_an_intern_gets_another_post_and_the_first_is_free(
    world: World, two: tuple[Demande, Demande]
) -> None:
    one, other = two
    asked = correction(corrige(one, 2933))

    reponse = world.correct()(asked)

    assert isinstance(reponse, Corrige)
    assert world.holders() == {2932: other.intern_id, 2933: one.intern_id}
    freed, taken = (event.offer_changed for event in world.told()[2:])
    assert (freed.freed.numero, taken.taken.numero, taken.taken.rang_appel) == (2931, 2933, 1)
    assert taken.taken.amphi_id == str(one.amphi_id)
    assert (freed.version, taken.version, reponse.offer_version) == (3, 4, 4)
    world.chosen(2931)


def test_the_place_before_stays_and_names_what_replaced_it(
    world: World, two: tuple[Demande, Demande]
) -> None:
    one, _ = two
    reponse = world.correct()(correction(corrige(one, 2933)))
    assert isinstance(reponse, Corrige)
    with world.database.transaction() as tx:
        before, after = tx.all(
            "SELECT * FROM place WHERE intern_id = %s ORDER BY received_at", [one.intern_id]
        )
    (new,) = reponse.affectation_ids
    assert (before["numero"], before["superseded_by"], before["turn_id"]) == (2931, new, one.turn_id)
    assert (after["affectation_id"], after["superseded_by"], after["turn_id"]) == (new, None, None)
    assert (after["par"], before["par"]) == ("ars", "interne")
    kept = ("amphi_id", "rang_appel", "type_choix", "surnombre")
    assert [before[field] for field in kept] == [after[field] for field in kept]


def test_two_posts_are_exchanged_in_one_request(world: World, two: tuple[Demande, Demande]) -> None:
    one, other = two
    reponse = world.correct()(correction(corrige(one, 2932), corrige(other, 2931)))
    assert isinstance(reponse, Corrige)
    assert world.holders() == {2931: other.intern_id, 2932: one.intern_id}
    assert world.count("attestation") == 4
    told = [event.offer_changed for event in world.told()[2:]]
    assert [(each.taken.numero, each.taken.rang_appel) for each in told] == [(2931, 2), (2932, 1)]


@pytest.mark.parametrize("wrong", ["before", "amphi_id", "intern_id"])
def test_what_is_not_held_as_believed_is_refused_as_a_whole(
    world: World, two: tuple[Demande, Demande], wrong: str
) -> None:
    one, other = two
    fields: dict[str, Any] = {"before": 2934, "amphi_id": uuid4(), "intern_id": uuid4()}
    asked = correction(corrige(one, 2933), corrige(other, 2934, **{wrong: fields[wrong]}))

    assert world.correct()(asked) is Refus.AUTRE_AFFECTATION

    assert world.holders() == {2931: one.intern_id, 2932: other.intern_id}
    assert len(world.told()) == 2


def test_a_post_of_another_offer_is_not_replaced_from_this_one(
    world: World, two: tuple[Demande, Demande]
) -> None:
    world.given(fiche(4001, groupe="7"), fiche(4002, groupe="7"))
    one, _ = two
    elsewhere = correction(corrige(one, 4001), offer_id="052027:7")
    assert world.correct()(elsewhere) is Refus.AUTRE_AFFECTATION


def test_an_intern_named_twice_or_nobody_is_refused(world: World, two: tuple[Demande, Demande]) -> None:
    one, _ = two
    assert world.correct()(correction(corrige(one, 2933), corrige(one, 2934))) is Refus.AUTRE_AFFECTATION
    assert world.correct()(correction()) is Refus.AUTRE_AFFECTATION


def test_a_post_that_somebody_else_keeps_is_refused_as_a_whole(
    world: World, two: tuple[Demande, Demande]
) -> None:
    one, other = two
    third, _ = world.chosen(2934)
    asked = correction(corrige(one, 2934), corrige(other, 2933))
    assert world.correct()(asked) is Refus.POURVU
    assert world.holders() == {2931: one.intern_id, 2932: other.intern_id, 2934: third.intern_id}


def test_two_for_one_post_are_refused(world: World, two: tuple[Demande, Demande]) -> None:
    one, other = two
    assert world.correct()(correction(corrige(one, 2933), corrige(other, 2933))) is Refus.POURVU


@pytest.mark.parametrize(
    ("poste", "fields", "refus"),
    [
        (fiche(2934, publie=False), {}, Refus.NON_PUBLIE),
        (fiche(2934, groupe="7"), {}, Refus.HORS_OFFRE),
        (fiche(2934), {"regimes": frozenset({"ancien"})}, Refus.HORS_OFFRE),
        (fiche(2934, reserve=True, des="34"), {}, Refus.RESERVE),
    ],
)
def test_the_new_post_must_be_one_that_the_intern_may_have(
    world: World, two: tuple[Demande, Demande], poste: Any, fields: dict[str, Any], refus: Refus
) -> None:
    world.given(poste)
    assert world.correct()(correction(corrige(two[0], 2934, **fields))) is refus


@pytest.mark.rule("CHX-5")
def test_a_surnombre_moves_as_a_surnombre(world: World, two: tuple[Demande, Demande]) -> None:
    one, _ = two
    beside, _ = world.chosen(2932, type_choix=NON_VALIDANT)
    reponse = world.correct()(correction(corrige(beside, 2931)))
    assert isinstance(reponse, Corrige)
    assert world.in_force()[:2] == [(2931, one.intern_id, False), (2931, beside.intern_id, True)]
    told = [event.offer_changed.surnombre for event in world.told()[3:]]
    assert [(each.numero, each.surnombres) for each in told] == [(2931, 1), (2932, 0)]


@pytest.fixture
def full(world: World) -> tuple[Demande, Demande]:
    """Two wards that admit one surnombre each, and each has one: on 2931 and on 2941."""
    world.given(fiche(2931), fiche(2932), fiche(2941, imotep=PITIE), fiche(2942, imotep=PITIE))
    here, _ = world.chosen(2931, type_choix=NON_VALIDANT, surnombres_max=1)
    there, _ = world.chosen(2941, type_choix=VALIDANT, surnombres_max=1)
    return here, there


@pytest.mark.rule("CHX-5")
def test_a_surnombre_is_not_moved_into_a_ward_that_admits_no_other(
    world: World, full: tuple[Demande, Demande]
) -> None:
    here, there = full
    assert world.correct()(correction(corrige(here, 2942, surnombres_max=1))) is Refus.SURNOMBRES_COMPLETS
    assert isinstance(world.correct()(correction(corrige(here, 2942, surnombres_max=2))), Corrige)
    assert isinstance(world.correct()(correction(corrige(there, 2931, surnombres_max=1))), Corrige)


@pytest.mark.rule("CHX-5")
def test_within_a_ward_or_exchanged_surnombres_take_no_other_room(
    world: World, full: tuple[Demande, Demande]
) -> None:
    here, there = full
    within = correction(corrige(here, 2932, surnombres_max=1))
    assert isinstance(world.correct()(within), Corrige)
    exchange = correction(
        corrige(here, 2941, before=2932, surnombres_max=1), corrige(there, 2932, surnombres_max=1)
    )
    assert isinstance(world.correct()(exchange), Corrige)
    held = [(2932, there.intern_id, True), (2941, here.intern_id, True)]
    assert world.in_force() == held


@pytest.mark.rule("CHX-5")
@pytest.mark.usefixtures("full")
def test_who_holds_a_post_moves_whatever_surnombres_its_ward_has(world: World) -> None:
    holder, _ = world.chosen(2932)
    assert isinstance(world.correct()(correction(corrige(holder, 2942, surnombres_max=1))), Corrige)


@pytest.mark.rule("G-3")
def test_asked_again_it_gives_the_same_answer(world: World, two: tuple[Demande, Demande]) -> None:
    one, other = two
    asked = correction(corrige(one, 2933))
    refused = correction(corrige(other, 2933))
    answers = [world.correct()(each) for each in (asked, refused, asked, refused)]
    assert answers[:2] == answers[2:]
    assert answers[1] is Refus.POURVU
    assert len(world.in_force()) == 2


@pytest.mark.rule("G-3")
def test_its_id_serves_nothing_else(world: World, two: tuple[Demande, Demande]) -> None:
    one, _ = two
    asked = correction(corrige(one, 2933))
    world.correct()(asked)
    with pytest.raises(AnotherRequest):
        world.correct()(replace(asked, places=(corrige(one, 2934),)))
    with pytest.raises(AnotherRequest):
        world.settle()(demande(2934, id=asked.id))
    with pytest.raises(AnotherRequest):
        world.correct()(correction(corrige(one, 2934), id=one.id))


def test_a_correction_can_be_corrected(world: World, two: tuple[Demande, Demande]) -> None:
    one, _ = two
    world.correct()(correction(corrige(one, 2933)))
    assert isinstance(world.correct()(correction(corrige(one, 2931, before=2933))), Corrige)
    assert world.holders()[2931] == one.intern_id


@pytest.mark.rule("CHX-7")
def test_the_turn_of_a_corrected_place_gives_no_other(world: World, two: tuple[Demande, Demande]) -> None:
    one, _ = two
    world.correct()(correction(corrige(one, 2933)))
    assert world.settle()(demande(2931, turn_id=one.turn_id)) is Refus.TOUR_SERVI
    assert world.settle()(demande(2931, intern_id=one.intern_id)) is Refus.DEJA_AFFECTE


def test_a_lock_not_had_in_time_is_no_answer(world: World, two: tuple[Demande, Demande]) -> None:
    asked = correction(corrige(two[0], 2933))
    with world.database.transaction() as tx:
        tx.one("SELECT FROM offer WHERE offer_id = %s FOR UPDATE", [OFFER])
        with pytest.raises(DatabaseBusy):
            world.correct()(asked)
    assert isinstance(world.correct()(asked), Corrige)


@pytest.mark.rule("CHX-7")
def test_the_schema_refuses_a_second_holder_beside_a_corrected_one(
    world: World, two: tuple[Demande, Demande]
) -> None:
    world.correct()(correction(corrige(two[0], 2933)))
    for numero, surnombre in ((2933, False), (2931, True)):
        with pytest.raises(UniqueViolation), committed(world.database) as tx:
            tx.execute(
                "INSERT INTO place SELECT gen_random_uuid(), semestre, %s, intern_id, amphi_id, rang_appel,"
                " type_choix, NULL, received_at, %s, par, NULL FROM place"
                " WHERE numero = 2933 AND superseded_by IS NULL",
                [numero, surnombre],
            )


def test_nothing_is_kept_of_an_attempt_that_died(world: World, two: tuple[Demande, Demande]) -> None:
    one, other = two

    class Dies:
        def tell(self, *_: object) -> int:
            raise RuntimeError("killed")

    asked = correction(corrige(one, 2932), corrige(other, 2931))
    with pytest.raises(RuntimeError, match="killed"):
        world.correct(changes=Dies())(asked)
    assert world.holders() == {2931: one.intern_id, 2932: other.intern_id}
    assert world.count("attestation") == 2
    assert isinstance(world.correct()(asked), Corrige)


@pytest.mark.usefixtures("two")
def test_a_placement_can_be_corrected(world: World) -> None:
    placed, given = world.chosen(2933, turn_id=None, par="ars")
    assert isinstance(given, Attribue)
    assert isinstance(world.correct()(correction(corrige(placed, 2934))), Corrige)
