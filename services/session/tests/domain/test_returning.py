"""ENG-5 and TRN-6: coming late and coming back."""

import pytest

from services.session.domain import commands, events
from services.session.domain.amphi import Etat
from services.session.domain.refusals import (
    AmphiTermine,
    CestVotreTour,
    PlusDeRetour,
    RangInconnu,
    TourPasManque,
    VousAvezChoisi,
)
from services.session.domain.refusals_to_ars import CestSonTour, DejaDansLaFile, DejaUnPoste
from services.session.domain.settings import Settings
from services.session.tests.domain.scene import Scene, oneself, slices


def late(scene: Scene, rang: int) -> None:
    """Lets this intern's turn pass, away."""
    while (current := scene.turn_of()) != rang:
        assert current is not None
        scene.choose(current, 100 + current)
    scene.wait(91)
    assert scene.etat(rang) is Etat.ABSENT


@pytest.mark.rule("ENG-5")
@pytest.mark.rule("TRN-6")
def test_the_absent_who_connect_are_right_behind_the_current_one() -> None:
    scene = Scene().started()
    late(scene, 1)
    scene.connect(1)
    assert (scene.turn_of(), scene.etat(1)) == (2, Etat.EN_RETARD)
    scene.choose(2, 10)
    assert scene.turn_of() == 1


@pytest.mark.rule("ENG-5")
def test_the_second_time_takes_the_button() -> None:
    scene = Scene().started()
    late(scene, 1)
    scene.connect(1)
    scene.choose(2, 10)
    scene.leave(1)
    scene.wait(91)
    assert scene.etat(1) is Etat.N_A_PAS_CHOISI
    scene.connect(1)
    assert scene.etat(1) is Etat.N_A_PAS_CHOISI
    scene.do(commands.RequestReturn(oneself(1)))
    assert scene.etat(1) is Etat.EN_RETARD


@pytest.mark.rule("ENG-5")
def test_absent_again_after_the_automatic_return_needs_the_button() -> None:
    scene = Scene().started()
    late(scene, 1)
    scene.do(commands.Connected(oneself(1)))
    scene.choose(2, 10)
    scene.wait(91)
    assert scene.etat(1) is Etat.ABSENT
    scene.connect(1)
    assert scene.etat(1) is Etat.ABSENT
    scene.do(commands.RequestReturn(oneself(1)))
    assert scene.passage(1).retours == 2


@pytest.mark.rule("ENG-5")
def test_marked_absent_while_connected_needs_the_button() -> None:
    scene = Scene().started()
    scene.connect(1)
    scene.do(commands.MarkAbsent(scene.turn_id))
    scene.connect(1)
    assert scene.etat(1) is Etat.ABSENT
    scene.do(commands.RequestReturn(oneself(1)))
    assert scene.etat(1) is Etat.EN_RETARD


@pytest.mark.rule("ENG-5")
def test_marked_absent_while_away_comes_back_by_connecting() -> None:
    scene = Scene().started()
    scene.do(commands.MarkAbsent(scene.turn_id))
    scene.connect(1)
    assert scene.etat(1) is Etat.EN_RETARD


@pytest.mark.rule("ENG-5")
def test_returns_are_limited_but_those_by_ars_do_not_count() -> None:
    scene = Scene(settings=Settings(retours_max=2)).started()
    late(scene, 1)
    for _ in range(2):
        scene.do(commands.RequestReturn(oneself(1)))
        scene.do(commands.PassOver(scene.turn_id))
        scene.do(commands.Renounce(oneself(1)))
    with pytest.raises(PlusDeRetour):
        scene.do(commands.RequestReturn(oneself(1)))
    scene.do(commands.PutBack(1))
    assert (scene.etat(1), scene.passage(1).retours) == (Etat.EN_RETARD, 2)


@pytest.mark.rule("ENG-5")
def test_a_limit_of_zero_leaves_returns_to_ars() -> None:
    scene = Scene(settings=Settings(retours_max=0)).started()
    late(scene, 1)
    scene.connect(1)
    assert scene.etat(1) is Etat.ABSENT
    scene.do(commands.PutBack(1))
    assert scene.etat(1) is Etat.EN_RETARD


@pytest.mark.rule("ENG-5")
def test_only_who_missed_a_turn_comes_back() -> None:
    scene = Scene().started()
    scene.choose(1, 10)
    asking = ((1, VousAvezChoisi), (2, CestVotreTour), (3, TourPasManque))
    for rang, error in asking:
        with pytest.raises(error):
            scene.do(commands.RequestReturn(oneself(rang)))
    by_ars = ((1, DejaUnPoste), (2, CestSonTour), (3, DejaDansLaFile))
    for rang, error_to_ars in by_ars:
        with pytest.raises(error_to_ars, match=f"rang {rang}"):
            scene.do(commands.PutBack(rang))
    with pytest.raises(RangInconnu, match="77"):
        scene.do(commands.PutBack(77))


@pytest.mark.rule("ENG-5")
def test_nobody_comes_back_once_the_amphi_is_over() -> None:
    scene = Scene(internes=1).started()
    scene.wait(91)
    scene.wait(300)
    scene.connect(1)
    assert scene.etat(1) is Etat.ABSENT
    with pytest.raises(AmphiTermine):
        scene.do(commands.RequestReturn(oneself(1)))


@pytest.mark.rule("ENG-7")
def test_in_the_last_minutes_the_absent_are_still_put_back() -> None:
    scene = Scene(internes=2).started()
    late(scene, 1)
    scene.choose(2, 10)
    scene.wait(299)
    scene.connect(1)
    assert scene.turn_of() == 1
    scene.choose(1, 11)
    scene.wait(299)
    assert scene.phase() == "en_cours"
    scene.wait(1)
    assert scene.phase() == "termine"


def test_ars_puts_back_who_was_skipped_for_an_absence() -> None:
    scene = Scene(absences=[1]).started()
    scene.do(commands.PutBack(1))
    scene.choose(2, 10)
    assert scene.turn_of() == 1


def test_an_absence_counts_at_once_for_who_waits() -> None:
    scene = Scene().started()
    scene.absence(2, absent=True)
    scene.choose(1, 10)
    assert scene.turn_of() == 3


def test_an_absence_taken_back_after_the_rank_has_passed_brings_the_intern_next() -> None:
    scene = Scene(internes=4, absences=[1], parts=slices(2, 4)).started()
    scene.choose(2, 10)
    scene.do(commands.Start())
    scene.absence(1, absent=False)
    scene.choose(3, 11)
    assert scene.turn_of() == 1


def test_an_absence_ends_nobodys_turn_and_changes_nothing_twice() -> None:
    scene = Scene().started()
    assert scene.absence(1, absent=True) == []
    assert scene.absence(2, absent=False) == []
    assert scene.absence(77, absent=True) == []
    assert scene.turn_of() == 1


def test_somebody_from_elsewhere_who_connects_changes_nothing() -> None:
    scene = Scene().started()
    assert scene.do(commands.Connected(oneself(77))) == []


@pytest.mark.rule("ENG-2")
def test_connecting_after_the_end_but_before_the_look_changes_nothing() -> None:
    scene = Scene().started()
    scene.sleep(2)
    scene.now = scene.amphi.turn.ends_at + scene.settings.grace_reseau if scene.amphi.turn else scene.now
    assert scene.do(commands.Connected(oneself(1))) == []
    assert not any(isinstance(event, events.HolderSeen) for event in scene.log)
