"""Receive, settle, append, and whatever may die in between (decision 4, G-1…G-3)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import DomainError
from services.session.domain.amphi import Etat
from services.session.domain.refusals import AmphiEnPause, PasDansLAmphi
from services.session.storage import commands
from services.session.tests.domain.scene import seconds
from services.session.tests.world import World, key, oneself, staff
from services.session.use_cases.asked import Done, Refusal, Stored
from services.session.use_cases.choose_for import choose_for
from services.session.use_cases.errors import (
    AutreChoixAttendu,
    AutreDemande,
    CleInvalide,
    PostesInjoignables,
    ReponseAttendue,
)
from services.session.use_cases.mark_absent import mark_absent
from services.session.use_cases.move_on import move_on
from services.session.use_cases.pause import pause
from services.session.use_cases.renounce import renounce
from services.session.use_cases.resume import resume
from services.session.use_cases.start import start
from services.session.use_cases.undo_start import undo_start

pytestmark = pytest.mark.real


def code_of(refused: "pytest.ExceptionInfo[DomainError]") -> str:
    return refused.value.code


@pytest.mark.rule("TRN-4")
def test_a_choice_gives_the_place_and_the_next_turn_begins(world: World) -> None:
    amphi_id = world.started()
    done = world.choose(amphi_id, 1, 2931)
    assert world.postes.holders == {2931: UUID(int=1)}
    assert (world.etat(amphi_id, 1), world.turn_of(amphi_id)) == (Etat.A_CHOISI, 2)
    assert world.types(amphi_id)[done.seq - 1 :] == ["chosen", "turn_announced"]
    world.check_log(amphi_id)


@pytest.mark.rule("G-3")
def test_the_same_key_again_gives_the_first_answer(world: World) -> None:
    amphi_id, mine = world.started(), key()
    first = world.choose(amphi_id, 1, 2931, mine)
    before = world.types(amphi_id)
    assert world.choose(amphi_id, 1, 2931, mine) == first
    assert world.types(amphi_id) == before
    assert world.postes.asked == 1


@pytest.mark.rule("G-3")
def test_a_refusal_is_a_first_answer_too(world: World) -> None:
    amphi_id, mine = world.started(), key()
    pause(world.engine, amphi_id, staff(), "Incident")
    with pytest.raises(DomainError) as first:
        world.choose(amphi_id, 1, 2931, mine)
    resume(world.engine, amphi_id, staff(), full_time=False)
    with pytest.raises(DomainError) as again:
        world.choose(amphi_id, 1, 2931, mine)
    assert code_of(first) == code_of(again) == AmphiEnPause.code
    assert first.value.text == again.value.text
    assert world.choose(amphi_id, 1, 2931).seq


@pytest.mark.rule("G-3")
def test_a_key_serves_one_actor_and_one_content(world: World) -> None:
    amphi_id, mine = world.started(), key()
    world.choose(amphi_id, 1, 2931, mine)
    with pytest.raises(AutreDemande):
        world.choose(amphi_id, 1, 2932, mine)
    with pytest.raises(AutreDemande):
        world.choose(amphi_id, 2, 2931, mine)


def test_a_key_is_plain(world: World) -> None:
    amphi_id = world.started()
    for wrong in ("short", "with spaces in it", "x" * 65, "é" * 12):
        with pytest.raises(CleInvalide):
            world.choose(amphi_id, 1, 2931, wrong)


def test_somebody_else_is_told_so_and_nothing_is_kept(world: World) -> None:
    with pytest.raises(PasDansLAmphi):
        world.choose(world.started(), 99, 2931)


@pytest.mark.rule("TRN-4")
def test_what_postes_refuses_is_said_in_its_words_and_the_turn_goes_on(world: World) -> None:
    amphi_id = world.started()
    world.postes.closed = {2931}
    with pytest.raises(DomainError, match="vient d’être pris") as refused:
        world.choose(amphi_id, 1, 2931)
    assert code_of(refused) == "poste_pourvu"
    assert world.turn_of(amphi_id) == 1
    world.choose(amphi_id, 1, 2932)
    assert world.etat(amphi_id, 1) is Etat.A_CHOISI


@pytest.mark.rule("G-1")
def test_a_lost_answer_is_asked_again_and_is_the_same(world: World) -> None:
    amphi_id, mine = world.started(), key()
    world.postes.answers_get_lost = True
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2931, mine)
    assert world.turn_of(amphi_id) == 1
    world.postes.answers_get_lost = False
    done = world.choose(amphi_id, 1, 2931, mine)
    assert world.types(amphi_id)[done.seq - 1] == "chosen"
    assert world.postes.holders == {2931: UUID(int=1)}


@pytest.mark.rule("ENG-3")
def test_the_time_of_a_choice_is_when_it_was_received(world: World) -> None:
    amphi_id, mine = world.started(), key()
    world.postes.after = lambda: world.later(1.5)
    done = world.choose(amphi_id, 1, 2931, mine)
    assert seconds(1.4) < done.at - done.received_at < seconds(3)
    assert world.choose(amphi_id, 1, 2931, mine) == done


@pytest.mark.rule("G-1")
def test_a_finisher_who_comes_too_late_leaves_the_next_choice_alone(world: World) -> None:
    amphi_id, first = world.started(), key()
    world.postes.closed, world.postes.answers_get_lost = {2931}, True
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2931, first)
    stored = unanswered(world, amphi_id)
    world.postes.answers_get_lost = False
    world.engine.finish(stored)
    world.postes.away = True
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2932)
    world.postes.away = False
    late = world.engine.finish(stored)
    assert isinstance(late, Refusal)
    assert late.code == "poste_pourvu"
    assert unanswered(world, amphi_id).content == "choose 2932"
    assert world.types(amphi_id).count("choice_refused") == 1


def unanswered(world: World, amphi_id: UUID) -> Stored:
    with world.database.transaction() as tx:
        (stored,) = commands.unanswered(tx, amphi_id)
    return stored


@pytest.mark.rule("G-2")
def test_whoever_looks_finishes_what_a_crash_left(world: World) -> None:
    amphi_id, mine = world.started(), key()
    world.postes.away = True
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2931, mine)
    world.postes.away = False
    survivor = world.another()
    survivor.later(2)
    survivor.tick(amphi_id)
    assert survivor.etat(amphi_id, 1) is Etat.A_CHOISI
    assert world.choose(amphi_id, 1, 2931, mine).seq
    assert world.postes.asked == 1
    world.check_log(amphi_id)


@pytest.mark.rule("G-2")
def test_an_expiry_finishes_the_choice_instead(world: World) -> None:
    amphi_id = world.started()
    world.postes.answers_get_lost = True
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2931)
    world.postes.answers_get_lost = False
    world.later(300)
    world.tick(amphi_id)
    assert world.etat(amphi_id, 1) is Etat.A_CHOISI


@pytest.mark.rule("ENG-3")
def test_an_expiry_finishes_a_choice_that_fails_and_the_time_it_took_is_given_back(world: World) -> None:
    amphi_id = world.started()
    world.later(60)
    world.postes.closed, world.postes.answers_get_lost = {2931}, True
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2931)
    world.postes.answers_get_lost = False
    world.later(300)
    world.tick(amphi_id)
    assert world.turn_of(amphi_id) == 1
    assert world.left(amphi_id) == pytest.approx(30, abs=1)


@pytest.mark.rule("G-2")
def test_ars_and_the_intern_end_no_turn_over_an_unanswered_choice(world: World) -> None:
    amphi_id = world.started()
    shown = world.turn_id(amphi_id)
    world.postes.answers_get_lost = True
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2931)
    with pytest.raises(ReponseAttendue):
        mark_absent(world.engine, amphi_id, staff(), shown)
    world.postes.answers_get_lost = False
    ends: list[Callable[[], Done]] = [
        lambda: mark_absent(world.engine, amphi_id, staff(), shown),
        lambda: renounce(world.engine, amphi_id, oneself(1), key()),
        lambda: undo_start(world.engine, amphi_id, staff()),
    ]
    for end in ends:
        with pytest.raises(DomainError):
            end()
    assert world.etat(amphi_id, 1) is Etat.A_CHOISI


@pytest.mark.rule("TRN-7")
def test_the_second_device_reads_that_another_choice_was_received_and_this_one_not(world: World) -> None:
    amphi_id, mine = world.started(), key()
    world.postes.answers_get_lost = True
    with pytest.raises(ReponseAttendue, match="Votre choix est reçu"):
        world.choose(amphi_id, 1, 2931, mine)
    with pytest.raises(AutreChoixAttendu, match="n’est pas encore reçue"):
        world.choose(amphi_id, 1, 2932)
    with pytest.raises(ReponseAttendue) as again:
        world.choose(amphi_id, 1, 2931, mine)
    assert code_of(again) == "reponse_attendue"
    assert unanswered(world, amphi_id).content == "choose 2931"


@pytest.mark.rule("ADM-9")
def test_ars_reads_words_for_ars_while_an_answer_is_waited_for(world: World) -> None:
    amphi_id = world.started()
    shown = world.turn_id(amphi_id)
    world.postes.answers_get_lost = True
    with pytest.raises(ReponseAttendue, match="La demande est reçue"):
        choose_for(world.engine, world.watch, amphi_id, staff(), shown, 2931)
    actions: list[Callable[[], Done]] = [
        lambda: mark_absent(world.engine, amphi_id, staff(), shown),
        lambda: move_on(world.engine, amphi_id, staff(), shown),
        lambda: undo_start(world.engine, amphi_id, staff()),
    ]
    for act in actions:
        with pytest.raises(AutreChoixAttendu, match="recommencez dans un instant") as waiting:
            act()
        assert "vos appareils" not in waiting.value.text


@pytest.mark.rule("ADM-9")
def test_ars_reads_refusals_in_words_for_ars_also_when_it_asks_again(world: World) -> None:
    amphi_id, by = world.started(), staff()
    shown = world.turn_id(amphi_id)
    pause(world.engine, amphi_id, staff(), "Incident")
    for _ in range(2):
        with pytest.raises(DomainError, match="reprenez d’abord") as refused:
            choose_for(world.engine, world.watch, amphi_id, by, shown, 2931)
        assert code_of(refused) == AmphiEnPause.code
    with pytest.raises(DomainError, match="votre temps est arrêté"):
        world.choose(amphi_id, 1, 2931)


@pytest.mark.rule("TRN-7")
def test_the_second_device_waits_for_the_first_ones_answer(world: World) -> None:
    amphi_id = world.started()
    world.postes.answers_get_lost = True
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2931)
    world.postes.answers_get_lost = False
    with pytest.raises(DomainError) as refused:
        world.choose(amphi_id, 1, 2932)
    assert code_of(refused) == "vous_avez_choisi"
    assert world.postes.holders == {2931: UUID(int=1)}


@pytest.mark.rule("ENG-4")
def test_a_choice_received_before_a_pause_is_finished_during_it(world: World) -> None:
    amphi_id = world.started()
    world.postes.after = lambda: pause_once(world, amphi_id)
    world.choose(amphi_id, 1, 2931)
    assert world.etat(amphi_id, 1) is Etat.A_CHOISI
    assert world.turn_of(amphi_id) is None
    resume(world.engine, amphi_id, staff(), full_time=False)
    assert world.turn_of(amphi_id) == 2


def pause_once(world: World, amphi_id: UUID) -> None:
    world.postes.after = lambda: None
    pause(world.engine, amphi_id, staff(), "Incident")


@pytest.mark.rule("G-1")
def test_the_frozen_question_is_repeated_word_for_word(world: World) -> None:
    amphi_id = world.started()
    questions: list[Any] = []
    world.postes.asked_about = questions.append
    world.postes.away = True
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2931)
    world.postes.away = False
    world.later(5)
    world.tick(amphi_id)
    assert questions[0] == questions[1]
    assert questions[0].offer_id == "052027:3"
    assert questions[0].des_code == "33"


def test_a_replica_cut_off_from_postes_leaves_choices_to_the_others(world: World) -> None:
    amphi_id = world.started()
    world.watch.reached = False
    with pytest.raises(PostesInjoignables):
        world.choose(amphi_id, 1, 2931)
    world.watch.reached = True
    world.choose(amphi_id, 1, 2931)


@pytest.mark.rule("ENG-8")
def test_every_decision_is_told_in_its_transaction_and_names_nobody(world: World) -> None:
    amphi_id = world.started()
    world.choose(amphi_id, 1, 2931)
    assert world.events() == len(world.types(amphi_id))
    with world.database.transaction() as tx:
        payloads = [row["payload"] for row in tx.all("SELECT payload FROM decision ORDER BY seq")]
    assert not any("NOM" in payload or "Prénom" in payload for payload in payloads)


@pytest.mark.rule("G-3")
def test_staff_commands_have_keys_too(world: World) -> None:
    amphi_id, by = world.validated(), staff()
    assert start(world.engine, amphi_id, by) == start(world.engine, amphi_id, by)
    assert world.types(amphi_id).count("turn_announced") == 1
