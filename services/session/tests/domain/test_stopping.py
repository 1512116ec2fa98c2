"""ENG-4, G-4 and G-6: time stops and runs again, and no second is lost or given twice."""

import pytest

from services.session.domain import commands, events
from services.session.domain.choix import Settle
from services.session.domain.decide import Decided, decide
from services.session.domain.refusals import AmphiPasCommence, DejaEnPause, PasEnPause
from services.session.domain.settings import ApresArret, Settings
from services.session.tests.domain.scene import Scene, oneself, seconds


@pytest.mark.rule("ENG-4")
def test_a_pause_freezes_the_time_left_and_resume_goes_on_with_it() -> None:
    scene = Scene().started()
    scene.wait(30)
    scene.pause()
    scene.wait(600)
    assert (scene.turn_of(), scene.left) == (1, 60)
    scene.resume()
    scene.wait(60.5)
    assert scene.turn_of() == 1
    scene.wait(0.5)
    assert scene.turn_of() == 2


@pytest.mark.rule("ENG-4")
def test_resume_can_give_the_full_time_back() -> None:
    scene = Scene().started()
    scene.wait(30)
    scene.pause()
    scene.wait(600)
    scene.resume(full_time=True)
    assert scene.left == 90


@pytest.mark.rule("ENG-4")
def test_only_what_runs_is_paused_and_only_what_is_paused_resumes() -> None:
    scene = Scene().validated()
    with pytest.raises(AmphiPasCommence):
        scene.pause()
    scene.do(commands.Start())
    with pytest.raises(PasEnPause):
        scene.resume()
    scene.pause()
    with pytest.raises(DejaEnPause):
        scene.pause()


@pytest.mark.rule("G-6")
def test_time_stands_since_postes_was_last_there() -> None:
    scene = Scene().started()
    scene.wait(30)
    scene.postes_up = False
    scene.wait(50)
    assert scene.left == 60
    scene.postes_up = True
    scene.wait(1)
    assert scene.amphi.frozen
    scene.wait(1)
    assert not scene.amphi.frozen
    assert scene.left == 60


@pytest.mark.rule("G-6")
def test_time_stands_also_for_who_waits_for_the_answer_to_a_choice() -> None:
    scene = Scene().started()
    scene.wait(30)
    choix = scene.receive(1, 10)
    scene.postes_up = False
    scene.now += seconds(2.5)
    decided = decide(scene.amphi, commands.Look(), scene.moment())
    assert isinstance(decided, Decided)
    scene.happened(decided)
    assert scene.amphi.frozen
    again = decide(scene.amphi, commands.Look(), scene.moment())
    assert again == Settle(choix), "and it is asked again all along"


@pytest.mark.rule("ENG-4")
def test_a_received_choice_is_finished_before_a_freeze_is_lifted() -> None:
    scene = Scene().started()
    scene.receive(1, 10)
    scene.postes_up = False
    scene.now += seconds(2.5)
    scene.look()
    scene.postes_up = True
    scene.probe()
    scene.probe()
    assert isinstance(decide(scene.amphi, commands.Look(), scene.moment()), Settle)
    scene.answer()
    assert (scene.amphi.frozen, scene.turn_of()) == (True, None)
    scene.look()
    assert (scene.amphi.frozen, scene.turn_of()) == (False, 2)


@pytest.mark.rule("G-6")
def test_a_freeze_is_in_force_from_the_announcement_at_the_earliest() -> None:
    scene = Scene().started()
    scene.postes_up = False
    scene.wait(1)
    scene.do(commands.PassOver(scene.turn_id))
    announced = scene.now
    scene.wait(2)
    assert not scene.amphi.frozen
    scene.wait(1)
    assert scene.last(events.Frozen).stopped_since == announced
    assert scene.left == 90


@pytest.mark.rule("G-6")
def test_a_freeze_after_a_resume_does_not_give_the_pause_back_again() -> None:
    scene = Scene().started()
    scene.wait(30)
    scene.pause()
    scene.postes_up = False
    scene.wait(60)
    scene.resume()
    scene.wait(3)
    assert scene.amphi.frozen
    assert scene.left == 60


@pytest.mark.rule("ENG-4")
@pytest.mark.parametrize("resume_first", [True, False])
def test_time_runs_only_where_neither_pause_nor_freeze_stands(resume_first: bool) -> None:
    scene = Scene().started()
    scene.wait(30)
    scene.postes_up = False
    scene.wait(5)
    scene.pause()
    scene.wait(100)
    if resume_first:
        scene.resume()
        scene.wait(100)
        assert (scene.amphi.paused, scene.amphi.frozen, scene.left) == (False, True, 60)
        scene.postes_up = True
        scene.wait(2)
    else:
        scene.postes_up = True
        scene.wait(100)
        assert (scene.amphi.paused, scene.amphi.frozen, scene.left) == (True, False, 60)
        scene.resume()
    assert scene.left == 60
    assert scene.amphi.running


@pytest.mark.rule("ENG-4")
def test_a_full_resume_during_a_freeze_counts_when_time_runs_again() -> None:
    scene = Scene().started()
    scene.wait(30)
    scene.postes_up = False
    scene.wait(5)
    scene.pause()
    scene.resume(full_time=True)
    scene.postes_up = True
    scene.wait(2)
    assert scene.left == 90


@pytest.mark.rule("G-6")
def test_no_turn_begins_while_postes_is_away() -> None:
    scene = Scene().started()
    scene.postes_up = False
    scene.wait(5)
    scene.do(commands.MarkAbsent(scene.turn_id))
    assert scene.turn_of() is None
    scene.postes_up = True
    scene.wait(2)
    assert scene.turn_of() == 2


@pytest.mark.rule("G-6")
def test_no_deadline_is_judged_on_a_stale_stamp() -> None:
    scene = Scene().started()
    scene.wait(89.5)
    scene.postes_up = False
    scene.now += seconds(1.8)
    scene.look()
    assert scene.turn_of() == 1


@pytest.mark.rule("G-4")
def test_a_turn_gets_back_the_time_that_a_stop_of_the_engine_took() -> None:
    scene = Scene().started()
    scene.wait(30)
    scene.sleep(40)
    assert scene.left == 60
    assert scene.last(events.Reprise).gap == seconds(40)


@pytest.mark.rule("G-4")
def test_a_clock_that_goes_back_neither_shortens_nor_lengthens_a_turn() -> None:
    scene = Scene().started()
    scene.wait(30)
    scene.sleep(-3600)
    assert scene.left == 60


@pytest.mark.rule("G-4")
def test_three_seconds_between_two_looks_are_nothing_to_give_back() -> None:
    scene = Scene().started()
    scene.sleep(3)
    assert scene.left == 87


@pytest.mark.rule("G-4")
def test_a_stop_while_paused_is_not_given_back_twice() -> None:
    scene = Scene().started()
    scene.wait(30)
    scene.pause()
    scene.sleep(400)
    scene.resume()
    assert scene.left == 60


@pytest.mark.rule("ENG-4")
def test_a_pause_stops_the_end_of_the_amphi_too() -> None:
    scene = Scene(internes=1).started()
    scene.choose(1, 10)
    scene.wait(100)
    scene.pause()
    scene.wait(1000)
    scene.resume()
    scene.wait(199)
    assert scene.phase() == "en_cours"
    scene.wait(1)
    assert scene.phase() == "termine"


def closing() -> Scene:
    """Rank 1 was passed over, rank 2 has chosen, and a third of the five minutes is over."""
    scene = Scene(internes=2).started()
    scene.do(commands.PassOver(scene.turn_id))
    scene.choose(2, 10)
    scene.wait(100)
    return scene


@pytest.mark.rule("ENG-7", "G-4")
def test_the_end_of_the_amphi_gets_back_the_time_that_a_stop_of_the_engine_took() -> None:
    scene = closing()
    scene.sleep(400)
    assert scene.last(events.Reprise).gap == seconds(400)
    assert (scene.phase(), scene.closes_in) == ("en_cours", 200)
    scene.do(commands.RequestReturn(oneself(1)))
    assert scene.turn_of() == 1


@pytest.mark.rule("ENG-7", "G-4")
def test_a_clock_that_goes_back_does_not_put_off_the_end_of_the_amphi() -> None:
    scene = closing()
    scene.sleep(-3600)
    assert scene.closes_in == 200


@pytest.mark.rule("ENG-7", "G-4")
def test_set_so_the_end_of_the_amphi_waits_for_ars_after_a_stop_too() -> None:
    scene = Scene(internes=1, settings=Settings(apres_arret=ApresArret.PAUSE)).started()
    scene.choose(1, 10)
    scene.sleep(400)
    assert scene.amphi.paused
    scene.sleep(400)
    scene.resume()
    assert scene.closes_in == 300
