"""ENG-3 and decision 4: a choice counts if it was received in time, and nothing ends a turn over it."""

from collections.abc import Callable

import pytest

from services.session.domain import commands, events
from services.session.domain.amphi import Etat
from services.session.domain.choix import Refused, Settle
from services.session.domain.decide import Decided, decide
from services.session.domain.refusals import (
    AmphiEnPause,
    AmphiGele,
    AmphiPasCommence,
    AmphiTermine,
    PasDansLAmphi,
    PasVotreTour,
    TempsEcoule,
    VousAvezChoisi,
)
from services.session.tests.domain.scene import REASON_HASH, Scene, interne, oneself, seconds


@pytest.mark.rule("ENG-3")
def test_a_choice_in_the_grace_of_the_network_counts() -> None:
    scene = Scene().started()
    scene.now += seconds(90.9)
    scene.choose(1, 10)
    assert scene.passage(1).numero == 10


@pytest.mark.rule("ENG-3")
def test_a_choice_after_the_grace_does_not_even_before_the_engine_looked() -> None:
    scene = Scene().started()
    scene.now += seconds(91)
    with pytest.raises(TempsEcoule):
        scene.choose(1, 10)


@pytest.mark.rule("ENG-3")
def test_a_choice_received_in_time_stands_however_long_postes_takes() -> None:
    scene = Scene().started()
    scene.now += seconds(89)
    scene.receive(1, 10)
    scene.now += seconds(60)
    scene.probe()
    assert isinstance(decide(scene.amphi, commands.Look(), scene.moment()), Settle)
    scene.answer()
    assert scene.etat(1) is Etat.A_CHOISI
    assert scene.turn_of() == 2


@pytest.mark.rule("ENG-3")
def test_a_refusal_gives_the_time_back_that_asking_took() -> None:
    scene = Scene().started()
    scene.wait(80)
    scene.receive(1, 10)
    scene.now += seconds(1.5)
    scene.answer(Refused("poste_pourvu"))
    assert scene.left == 10
    assert scene.last(events.ChoiceRefused).reason == "poste_pourvu"


@pytest.mark.rule("ENG-3")
def test_time_that_was_paused_meanwhile_is_not_given_back_twice() -> None:
    scene = Scene().started()
    scene.wait(80)
    scene.receive(1, 10)
    scene.now += seconds(1)
    scene.pause()
    scene.now += seconds(100)
    scene.answer(Refused("poste_pourvu"))
    assert scene.left == 10
    scene.resume()
    assert scene.left == 10


@pytest.mark.rule("ENG-3")
def test_time_that_a_reprise_gave_back_meanwhile_is_not_given_back_twice() -> None:
    scene = Scene().started()
    scene.wait(80)
    scene.receive(1, 10)
    scene.sleep(40)
    scene.answer(Refused("poste_pourvu"))
    assert scene.left == 10


@pytest.mark.rule("ENG-3")
def test_a_refusal_takes_nothing_from_what_ars_gave_meanwhile() -> None:
    scene = Scene().started()
    scene.wait(80)
    scene.receive(1, 10)
    scene.now += seconds(1)
    scene.do(commands.AddTime(scene.turn_id, seconds(60)))
    scene.answer(Refused("poste_pourvu"))
    assert scene.left == 70


@pytest.mark.rule("ENG-3")
def test_a_refusal_takes_nothing_from_a_full_resume_meanwhile() -> None:
    scene = Scene().started()
    scene.wait(80)
    scene.receive(1, 10)
    scene.pause()
    scene.resume(full_time=True)
    scene.answer(Refused("poste_pourvu"))
    assert scene.left == 90


@pytest.mark.rule("G-2")
@pytest.mark.parametrize(
    "ending",
    [
        lambda scene: commands.MarkAbsent(scene.turn_id),
        lambda scene: commands.PassOver(scene.turn_id),
        lambda _: commands.Renounce(oneself(1)),
        lambda _: commands.UndoStart(),
        lambda _: commands.Choose(oneself(1), 11, interne(99)),
    ],
)
def test_whatever_would_end_a_turn_first_finishes_its_unanswered_choice(
    ending: Callable[[Scene], commands.Command],
) -> None:
    scene = Scene().started()
    choix = scene.receive(1, 10)
    assert decide(scene.amphi, ending(scene), scene.moment()) == Settle(choix)


@pytest.mark.rule("G-2")
def test_a_turn_does_not_expire_over_an_unanswered_choice() -> None:
    scene = Scene().started()
    scene.now += seconds(90)
    choix = scene.receive(1, 10)
    scene.now += seconds(1.1)
    scene.probe()
    assert decide(scene.amphi, commands.Look(), scene.moment()) == Settle(choix)


@pytest.mark.rule("ENG-4")
def test_a_pause_is_appended_at_once_and_the_choice_before_it_is_still_finished() -> None:
    scene = Scene().started()
    scene.receive(1, 10)
    happened = decide(scene.amphi, commands.Pause(REASON_HASH), scene.moment())
    assert isinstance(happened, Decided)
    assert isinstance(happened.events[0], events.Paused)
    scene.pause()
    scene.answer()
    assert scene.etat(1) is Etat.A_CHOISI
    assert scene.turn_of() is None
    scene.resume()
    assert scene.turn_of() == 2


@pytest.mark.rule("ENG-4")
def test_while_paused_nobody_chooses() -> None:
    scene = Scene().started()
    scene.pause()
    with pytest.raises(AmphiEnPause):
        scene.choose(1, 10)


@pytest.mark.rule("G-6")
def test_while_frozen_no_choice_is_received() -> None:
    scene = Scene().started()
    scene.postes_up = False
    scene.wait(4)
    with pytest.raises(AmphiGele):
        scene.choose(1, 10)


@pytest.mark.rule("ENG-6")
def test_only_the_intern_whose_turn_it_is_chooses() -> None:
    scene = Scene().started()
    with pytest.raises(PasVotreTour):
        scene.choose(2, 10)
    with pytest.raises(PasDansLAmphi):
        scene.choose(77, 10)


@pytest.mark.rule("TRN-4")
def test_who_missed_the_turn_reads_that_time_is_over() -> None:
    scene = Scene().started()
    scene.wait(91)
    with pytest.raises(TempsEcoule):
        scene.choose(1, 10)


@pytest.mark.rule("CHX-6")
def test_one_intern_one_choice() -> None:
    scene = Scene().started()
    scene.choose(1, 10)
    with pytest.raises(VousAvezChoisi):
        scene.choose(1, 11)


def test_nobody_chooses_before_the_start_nor_after_the_end() -> None:
    scene = Scene(internes=1).validated()
    with pytest.raises(AmphiPasCommence):
        scene.choose(1, 10)
    scene.do(commands.Start())
    scene.wait(91)
    scene.wait(300)
    with pytest.raises(AmphiTermine):
        scene.choose(1, 10)


def test_an_answer_after_the_turn_ended_is_a_fault_and_never_silent() -> None:
    scene = Scene().started()
    choix = scene.receive(1, 10)
    scene.unanswered = None
    scene.wait(91)
    with pytest.raises(ValueError, match="a guard failed"):
        decide(scene.amphi, commands.Answered(choix, Refused("poste_pourvu")), scene.moment())
