"""Placements, corrections and dictated choices, received, settled and appended on a real database."""

from uuid import UUID

import pytest

from chassis.errors import DomainError
from services.session.domain.amphi import Etat, Phase
from services.session.domain.demande import DemandeCorrection, Question
from services.session.domain.refusals import RangInconnu
from services.session.domain.settings import Settings
from services.session.tests.world import World, key, oneself, staff, timetable
from services.session.use_cases.asked import Done
from services.session.use_cases.boards import decisions_since
from services.session.use_cases.by import By, by_staff
from services.session.use_cases.choose_for import choose_for
from services.session.use_cases.correct import (
    Wanted,
    approve_correction,
    propose_correction,
    withdraw_correction,
)
from services.session.use_cases.cut_into_sessions import cut_into_sessions
from services.session.use_cases.errors import (
    AutreDemande,
    AutreOffre,
    DejaNote,
    MemePersonne,
    MotifInvalide,
    PlusEnAttente,
    ReponseAttendue,
)
from services.session.use_cases.intervention import State
from services.session.use_cases.interventions import interventions
from services.session.use_cases.my_passage import my_passage
from services.session.use_cases.pause import pause
from services.session.use_cases.place import place, withdraw_placement
from services.session.use_cases.start import start
from services.session.use_cases.validate import validate

pytestmark = pytest.mark.real

REASON = "Reclassement après congé longue maladie"
FIRST, SECOND = UUID(int=101), UUID(int=102)


def administrateur(person: UUID) -> By:
    return by_staff("administrateur", person, key())


def placed(world: World, amphi_id: UUID, rang: int, numero: int, by: By | None = None) -> Done | None:
    return place(world.engine, amphi_id, by or staff(), rang, numero, REASON)


def validated(world: World, amphi_id: UUID) -> None:
    cut_into_sessions(world.engine, amphi_id, timetable())
    validate(world.engine, world.lists, amphi_id, staff())


@pytest.mark.rule("CHX-8", "ENG-8")
def test_what_is_noted_before_validation_is_what_the_log_tells_right_after_it(world: World) -> None:
    amphi_id = world.draft()
    assert placed(world, amphi_id, 2, 2931) is None
    assert placed(world, amphi_id, 4, 2932) is None
    validated(world, amphi_id)
    assert world.types(amphi_id) == ["validated", "opened", "placed", "placed"]
    assert world.postes.holders == {2931: UUID(int=2), 2932: UUID(int=4)}
    start(world.engine, amphi_id, staff())
    assert [world.etat(amphi_id, rang) for rang in (1, 2)] == [Etat.TOUR, Etat.AFFECTE]
    world.check_log(amphi_id)


@pytest.mark.rule("CHX-8")
def test_what_is_noted_comes_before_a_session_whose_hour_is_past_already(world: World) -> None:
    amphi_id = world.draft()
    placed(world, amphi_id, 1, 2931)
    cut_into_sessions(world.engine, amphi_id, timetable(by_clock=True))
    world.later(3601)
    validate(world.engine, world.lists, amphi_id, staff())
    world.tick(amphi_id)
    assert (world.etat(amphi_id, 1), world.turn_of(amphi_id)) == (Etat.AFFECTE, 2)
    world.check_log(amphi_id)


@pytest.mark.rule("CHX-8", "G-6")
def test_a_noted_placement_waits_for_postes_and_is_then_finished_by_a_look(world: World) -> None:
    amphi_id = world.draft()
    placed(world, amphi_id, 1, 2931)
    world.postes.away = True
    validated(world, amphi_id)
    assert [one.state for one in interventions(world.engine, amphi_id).placements] == [State.ASKED]
    start(world.engine, amphi_id, staff())
    assert world.turn_of(amphi_id) is None, "its intern gets no turn before the answer"
    world.postes.away = False
    world.later(3)
    world.tick(amphi_id)
    assert (world.etat(amphi_id, 1), world.turn_of(amphi_id)) == (Etat.AFFECTE, 2)
    assert [one.state for one in interventions(world.engine, amphi_id).placements] == [State.DONE]


@pytest.mark.rule("CHX-8", "G-6")
def test_a_validation_waits_for_a_silent_postes_once_and_leaves_the_rest_to_the_looks(world: World) -> None:
    amphi_id = world.draft()
    for rang in (1, 2, 3):
        placed(world, amphi_id, rang, 2930 + rang)
    asked: list[object] = []
    world.postes.away, world.postes.asked_about = True, asked.append
    validated(world, amphi_id)
    assert len(asked) == 1, "three seconds each would be longer than anybody waits"
    world.postes.away = False
    world.later(3)
    world.tick(amphi_id)
    assert [one.state for one in interventions(world.engine, amphi_id).placements] == [State.DONE] * 3


@pytest.mark.rule("CHX-8")
def test_a_placement_that_the_list_no_longer_allows_is_refused_with_its_reason(world: World) -> None:
    amphi_id = world.draft(5)
    placed(world, amphi_id, 1, 2931)
    world.postes.closed.add(2931)
    validated(world, amphi_id)
    (note,) = interventions(world.engine, amphi_id).placements
    assert (note.state, note.refusal) == (
        State.REFUSED,
        "Ce poste vient d’être pris : choisissez-en un autre.",
    )
    assert world.etat(amphi_id, 1) is Etat.EN_ATTENTE


@pytest.mark.rule("CHX-8")
def test_a_note_can_be_taken_back_until_validation_and_a_rank_has_one(world: World) -> None:
    amphi_id = world.draft()
    placed(world, amphi_id, 1, 2931)
    with pytest.raises(DejaNote):
        placed(world, amphi_id, 1, 2932)
    with pytest.raises(RangInconnu):
        placed(world, amphi_id, 6, 2932)
    with pytest.raises(MotifInvalide):
        place(world.engine, amphi_id, staff(), 2, 2931, "  ")
    (note,) = interventions(world.engine, amphi_id).placements
    withdraw_placement(world.engine, amphi_id, note.placement_id)
    with pytest.raises(PlusEnAttente):
        withdraw_placement(world.engine, amphi_id, note.placement_id)
    validated(world, amphi_id)
    assert world.types(amphi_id) == ["validated", "opened"]


@pytest.mark.rule("G-3")
def test_the_same_placement_sent_again_is_one_placement(world: World) -> None:
    brouillon, running = world.draft(), world.started()
    again = staff()
    for _ in range(2):
        placed(world, brouillon, 1, 2931, again)
    assert len(interventions(world.engine, brouillon).placements) == 1
    assert placed(world, running, 3, 2941, again) == placed(world, running, 3, 2941, again)
    with pytest.raises(AutreDemande):
        placed(world, running, 4, 2941, again)


@pytest.mark.rule("G-3")
def test_a_note_sent_again_is_the_same_note_also_once_the_amphi_is_validated(world: World) -> None:
    amphi_id, again = world.draft(), staff()
    placed(world, amphi_id, 1, 2931, again)
    with pytest.raises(AutreDemande):
        placed(world, amphi_id, 2, 2931, again)
    with pytest.raises(DomainError, match="pas encore validé"):
        start(world.engine, amphi_id, again)
    validated(world, amphi_id)
    assert placed(world, amphi_id, 1, 2931, again) is None
    assert world.types(amphi_id) == ["validated", "opened", "placed"]


@pytest.mark.rule("ADM-10", "ENG-7")
def test_after_the_end_an_absent_intern_is_placed_in_a_new_edition_of_the_record(world: World) -> None:
    amphi_id = world.started(1, Settings(delai_fin=Settings().grace_reseau))
    for _ in range(2):
        world.later(100)
        world.tick(amphi_id)
    assert world.amphi(amphi_id).phase is Phase.TERMINE
    placed(world, amphi_id, 1, 2931)
    assert world.amphi(amphi_id).edition == 2
    assert world.types(amphi_id)[-2:] == ["ended", "placed"]
    world.check_log(amphi_id)


@pytest.mark.rule("G-1", "CHX-8")
def test_a_placement_cut_off_after_the_end_is_still_finished(world: World) -> None:
    amphi_id = world.started(1, Settings(delai_fin=Settings().grace_reseau))
    for _ in range(2):
        world.later(100)
        world.tick(amphi_id)
    world.postes.answers_get_lost = True
    with pytest.raises(ReponseAttendue):
        placed(world, amphi_id, 1, 2931)
    world.postes.answers_get_lost = False
    with world.database.transaction() as tx:
        assert tx.value("SELECT next_at FROM amphi WHERE id = %s", [amphi_id]) is not None
    world.later(3)
    world.tick(amphi_id)
    assert world.etat(amphi_id, 1) is Etat.AFFECTE


@pytest.mark.rule("ENG-8")
def test_the_reason_of_a_placement_is_for_staff_alone(world: World) -> None:
    amphi_id = world.started()
    placed(world, amphi_id, 3, 2931)
    pause(world.engine, amphi_id, staff(), "Incident")
    told = {one.decision.type: one.text for one in decisions_since(world.engine, amphi_id, 0)}
    assert (told["placed"], told["paused"]) == ("", "Incident")
    assert REASON in interventions(world.engine, amphi_id).reasons.values()


@pytest.mark.rule("CHX-6")
def test_two_persons_exchange_two_posts_at_once(world: World) -> None:
    amphi_id = world.started()
    world.choose(amphi_id, 1, 2931)
    world.choose(amphi_id, 2, 2932)
    wanted = [Wanted(amphi_id, 1, 2932), Wanted(amphi_id, 2, 2931)]
    proposal = propose_correction(world.engine, amphi_id, administrateur(FIRST), wanted, REASON)
    assert world.postes.holders == {2931: UUID(int=1), 2932: UUID(int=2)}, "nothing happens yet"
    approve_correction(world.engine, amphi_id, administrateur(SECOND), proposal.correction_id)
    assert world.postes.holders == {2932: UUID(int=1), 2931: UUID(int=2)}
    assert my_passage(world.engine, amphi_id, oneself(1)).passage.numero == 2932
    (done,) = interventions(world.engine, amphi_id).corrections
    assert (done.state, done.approved_by) == (State.DONE, f"ars:administrateur:{SECOND}")
    world.check_log(amphi_id)


@pytest.mark.rule("CHX-6", "CHX-5")
def test_postes_is_told_what_surnombres_a_ward_admits_in_the_amphi_of_whom_is_corrected(world: World) -> None:
    amphi_id = world.started(settings=Settings(surnombres_max=2))
    world.choose(amphi_id, 1, 2931)
    wanted = [Wanted(amphi_id, 1, 2932)]
    proposal = propose_correction(world.engine, amphi_id, administrateur(FIRST), wanted, REASON)
    asked: list[Question] = []
    world.postes.asked_about = asked.append
    approve_correction(world.engine, amphi_id, administrateur(SECOND), proposal.correction_id)
    (question,) = asked
    assert isinstance(question, DemandeCorrection)
    assert [one.surnombres_max for one in question.concernes] == [2]


@pytest.mark.rule("CHX-6")
def test_nobody_approves_the_own_correction_whatever_the_role(world: World) -> None:
    amphi_id = world.started()
    world.choose(amphi_id, 1, 2931)
    wanted = [Wanted(amphi_id, 1, 2932)]
    proposal = propose_correction(world.engine, amphi_id, administrateur(FIRST), wanted, REASON)
    with pytest.raises(MemePersonne):
        approve_correction(world.engine, amphi_id, administrateur(FIRST), proposal.correction_id)
    withdraw_correction(world.engine, amphi_id, proposal.correction_id)
    with pytest.raises(PlusEnAttente):
        approve_correction(world.engine, amphi_id, administrateur(SECOND), proposal.correction_id)


@pytest.mark.rule("G-3", "CHX-6")
def test_an_approval_sent_again_gives_the_first_answer_and_another_one_comes_too_late(world: World) -> None:
    amphi_id = world.started()
    world.choose(amphi_id, 1, 2931)
    wanted = [Wanted(amphi_id, 1, 2932)]
    proposal = propose_correction(world.engine, amphi_id, administrateur(FIRST), wanted, REASON)
    by = administrateur(SECOND)
    first = approve_correction(world.engine, amphi_id, by, proposal.correction_id)
    assert approve_correction(world.engine, amphi_id, by, proposal.correction_id) == first
    with pytest.raises(PlusEnAttente):
        approve_correction(world.engine, amphi_id, administrateur(SECOND), proposal.correction_id)


@pytest.mark.rule("CHX-6", "G-2")
def test_a_correction_cut_off_midway_is_finished_by_a_look(world: World) -> None:
    amphi_id = world.started()
    world.choose(amphi_id, 1, 2931)
    wanted = [Wanted(amphi_id, 1, 2932)]
    proposal = propose_correction(world.engine, amphi_id, administrateur(FIRST), wanted, REASON)
    world.postes.answers_get_lost = True
    with pytest.raises(ReponseAttendue):
        approve_correction(world.engine, amphi_id, administrateur(SECOND), proposal.correction_id)
    world.postes.answers_get_lost = False
    world.later(3)
    world.tick(amphi_id)
    assert world.amphi(amphi_id).passages[UUID(int=1)].numero == 2932


@pytest.mark.rule("CHX-6", "CHX-9")
def test_a_correction_over_two_amphis_of_one_stock_is_in_both_logs(world: World) -> None:
    one, other = world.started(), world.draft()
    world.choose(one, 1, 2931)
    world.lists.ids_from = 50
    validated(world, other)
    start(world.engine, other, staff())
    world.choose(other, 51, 2941)
    wanted = [Wanted(one, 1, 2941), Wanted(other, 1, 2931)]
    proposal = propose_correction(world.engine, one, administrateur(FIRST), wanted, REASON)
    approve_correction(world.engine, one, administrateur(SECOND), proposal.correction_id)
    assert world.postes.holders == {2941: UUID(int=1), 2931: UUID(int=51)}
    for amphi_id in (one, other):
        assert "corrected" in world.types(amphi_id)
        world.check_log(amphi_id)


@pytest.mark.rule("CHX-6")
def test_a_correction_stays_within_one_stock(world: World) -> None:
    amphi_id = world.started()
    world.choose(amphi_id, 1, 2931)
    world.lists.groupe = "7"
    other = world.started()
    with pytest.raises(AutreOffre):
        propose_correction(world.engine, amphi_id, administrateur(FIRST), [Wanted(other, 1, 2932)], REASON)


@pytest.mark.rule("ENG-6", "ADM-9")
def test_a_dictated_choice_is_settled_and_recorded_as_by_ars(world: World) -> None:
    amphi_id = world.started()
    by = staff()
    shown = world.turn_id(amphi_id)
    done = choose_for(world.engine, world.watch, amphi_id, by, shown, 2931)
    assert choose_for(world.engine, world.watch, amphi_id, by, shown, 2931) == done
    (told,) = decisions_since(world.engine, amphi_id, done.seq - 1)[:1]
    assert (told.decision.actor, told.decision.payload["par"]) == (by.actor, "ars")
    assert world.postes.holders == {2931: UUID(int=1)}


@pytest.mark.rule("ENG-3", "ADM-9")
def test_a_dictated_choice_keeps_to_the_clock_of_the_turn(world: World) -> None:
    amphi_id = world.started()
    shown = world.turn_id(amphi_id)
    world.later(92)
    with pytest.raises(DomainError) as refused:
        choose_for(world.engine, world.watch, amphi_id, staff(), shown, 2931)
    assert refused.value.code == "temps_ecoule"
