"""ENG-1 and ENG-2: who comes when, and for how long."""

import pytest

from services.session.domain import commands, events
from services.session.domain.amphi import Cause, Etat
from services.session.domain.refusals import (
    AmphiPasCommence,
    PasVotreTour,
    TempsInvalide,
    TourTermine,
)
from services.session.domain.settings import Settings
from services.session.tests.domain.scene import Scene, oneself, seconds, slices


@pytest.mark.rule("ENG-1")
def test_turns_go_by_call_rank_one_at_a_time() -> None:
    scene = Scene(internes=3).started()
    order = []
    while (rang := scene.turn_of()) is not None:
        order.append(rang)
        scene.choose(rang, rang)
    assert order == [1, 2, 3]


@pytest.mark.rule("ENG-1")
def test_those_put_back_go_right_after_the_current_turn_by_call_rank() -> None:
    scene = Scene(internes=6).started()
    for _ in range(3):
        scene.wait(91)
    assert scene.turn_of() == 4
    scene.connect(3, 1)
    assert scene.turn_of() == 4
    order = []
    while (rang := scene.turn_of()) is not None:
        order.append(rang)
        scene.choose(rang, rang)
    assert order == [4, 1, 3, 5, 6]


@pytest.mark.rule("ENG-2")
def test_a_turn_lasts_ninety_seconds() -> None:
    scene = Scene().started()
    scene.connect(1)
    assert scene.left == 90
    scene.wait(90.5)
    assert scene.turn_of() == 1
    scene.wait(0.5)
    assert scene.turn_of() == 2


@pytest.mark.rule("ENG-1")
def test_present_but_too_late_has_not_chosen_and_away_is_absent() -> None:
    scene = Scene().started()
    scene.connect(1)
    scene.wait(91)
    scene.wait(91)
    assert scene.etat(1) is Etat.N_A_PAS_CHOISI
    assert scene.etat(2) is Etat.ABSENT


@pytest.mark.rule("ENG-1")
def test_a_connection_that_the_engine_has_not_heard_of_yet_counts_as_being_there() -> None:
    scene = Scene().started()
    scene.leases[oneself(1)] = scene.now + seconds(600)
    scene.wait(91)
    assert scene.etat(1) is Etat.N_A_PAS_CHOISI


@pytest.mark.rule("ENG-2")
def test_a_short_delay_for_the_absent_grows_when_they_connect() -> None:
    scene = Scene(settings=Settings(delai_absent=seconds(30))).started()
    assert scene.left == 30
    scene.wait(20)
    scene.connect(1)
    assert scene.left == 70
    scene.leave(1)
    scene.wait(69)
    assert scene.turn_of() == 1


@pytest.mark.rule("ENG-2")
def test_a_short_delay_does_not_end_over_a_connection_that_the_engine_has_not_heard_of_yet() -> None:
    scene = Scene(settings=Settings(delai_absent=seconds(5))).started()
    scene.leases[oneself(1)] = scene.now + seconds(600)
    scene.wait(7)
    assert (scene.turn_of(), scene.left) == (1, 83)
    scene.wait(84)
    assert scene.etat(1) is Etat.N_A_PAS_CHOISI


@pytest.mark.rule("ENG-2")
def test_a_long_delay_for_the_absent_stays_when_they_connect() -> None:
    scene = Scene(settings=Settings(delai_absent=seconds(120))).started()
    scene.wait(100)
    scene.connect(1)
    assert scene.left == 20


@pytest.mark.rule("ENG-2")
def test_a_long_delay_for_the_absent_is_not_for_who_is_there() -> None:
    scene = Scene(settings=Settings(delai_absent=seconds(120))).validated()
    scene.connect(1)
    scene.do(commands.Start())
    assert scene.left == 90


@pytest.mark.rule("LIV-3")
def test_who_left_a_moment_ago_keeps_the_whole_turn() -> None:
    scene = Scene(settings=Settings(delai_absent=seconds(30))).validated()
    scene.connect(1)
    scene.leave(1)
    scene.now += seconds(29)
    scene.do(commands.Start())
    assert scene.left == 90


@pytest.mark.rule("LIV-3")
def test_who_left_half_a_minute_ago_is_away() -> None:
    scene = Scene(settings=Settings(delai_absent=seconds(30))).validated()
    scene.connect(1)
    scene.leave(1)
    scene.now += seconds(30)
    scene.do(commands.Start())
    assert scene.left == 30


@pytest.mark.rule("ENG-4")
def test_ars_adds_time() -> None:
    scene = Scene().started()
    scene.wait(10)
    scene.do(commands.AddTime(scene.turn_id, seconds(30)))
    assert scene.left == 110


@pytest.mark.rule("ENG-4")
@pytest.mark.parametrize("extra", [0, -5, 3601])
def test_added_time_is_between_a_second_and_an_hour(extra: int) -> None:
    scene = Scene().started()
    with pytest.raises(TempsInvalide):
        scene.do(commands.AddTime(scene.turn_id, seconds(extra)))


@pytest.mark.rule("ENG-4")
def test_ars_ends_a_turn_as_absent_or_moves_on() -> None:
    scene = Scene().started()
    scene.do(commands.MarkAbsent(scene.turn_id))
    scene.do(commands.PassOver(scene.turn_id))
    assert (scene.etat(1), scene.etat(2), scene.turn_of()) == (Etat.ABSENT, Etat.N_A_PAS_CHOISI, 3)


@pytest.mark.rule("ENG-4")
def test_ars_never_ends_the_next_turn_by_mistake() -> None:
    scene = Scene().started()
    shown = scene.turn_id
    scene.choose(1, 10)
    for command in (
        commands.MarkAbsent(shown),
        commands.PassOver(shown),
        commands.AddTime(shown, seconds(5)),
    ):
        with pytest.raises(TourTermine):
            scene.do(command)
    assert scene.turn_of() == 2


@pytest.mark.rule("TRN-8")
def test_renouncing_ends_ones_own_turn_only() -> None:
    scene = Scene().started()
    with pytest.raises(PasVotreTour):
        scene.do(commands.Renounce(oneself(2)))
    scene.do(commands.Renounce(oneself(1)))
    assert scene.etat(1) is Etat.N_A_PAS_CHOISI
    assert scene.last(events.TurnMissed).cause is Cause.RENONCE


@pytest.mark.rule("TRN-8")
def test_nobody_renounces_before_the_start() -> None:
    with pytest.raises(AmphiPasCommence):
        Scene().validated().do(commands.Renounce(oneself(1)))


def test_absence_prevue_is_skipped_at_once() -> None:
    scene = Scene(absences=[1, 3]).started()
    assert scene.turn_of() == 2
    scene.choose(2, 10)
    assert scene.turn_of() == 4
    assert scene.etat(3) is Etat.ABSENCE_PREVUE


def test_every_turn_has_a_name_of_its_own_even_after_a_start_was_undone() -> None:
    scene = Scene().started()
    first = scene.turn_id
    scene.do(commands.UndoStart())
    scene.do(commands.Start())
    assert scene.turn_id != first


@pytest.mark.rule("ENG-1")
def test_between_two_sessions_nobody_chooses_and_latecomers_go_first_in_the_next() -> None:
    scene = Scene(internes=4, parts=slices(2, 4)).started()
    scene.wait(91)
    scene.choose(2, 10)
    assert scene.turn_of() is None
    scene.connect(1)
    assert scene.etat(1) is Etat.EN_RETARD
    assert scene.turn_of() is None
    scene.do(commands.Start())
    assert scene.turn_of() == 1
