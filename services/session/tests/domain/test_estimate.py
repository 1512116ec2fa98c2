"""AMV-4, TRN-1: when one's turn may come, and how many are ahead."""

import pytest

from services.session.domain.amphi import Etat
from services.session.domain.estimate import Estimate, estimate
from services.session.domain.order import ahead
from services.session.tests.domain.scene import START, Scene, seconds, slices


def range_of(scene: Scene, rang: int) -> Estimate:
    found = estimate(scene.amphi, scene.passage(rang), scene.now)
    assert found is not None
    return found


@pytest.mark.rule("AMV-4")
def test_before_the_start_the_timetable_says_when() -> None:
    scene = Scene(internes=40, parts=slices(20, 40))
    scene.now = START - seconds(3600)
    scene.opens_at = scene.now
    scene.validated()
    third = range_of(scene, 3)
    assert third.earliest < START + seconds(2 * 90) < third.latest
    twenty_first = range_of(scene, 21)
    assert twenty_first.earliest == START + seconds(3600)


@pytest.mark.rule("AMV-4")
def test_a_running_amphi_says_it_from_the_measured_pace() -> None:
    scene = Scene(internes=40).started()
    for rang in range(1, 11):
        scene.wait(20)
        scene.choose(rang, rang)
    assert range_of(scene, 31) == Estimate(scene.now + seconds(20 * 20), scene.now + seconds(20 * 20))


@pytest.mark.rule("AMV-4")
def test_an_uneven_pace_makes_a_wider_range() -> None:
    scene = Scene(internes=40).started()
    for rang in range(1, 11):
        scene.wait(10 if rang % 2 else 60)
        scene.choose(rang, rang)
    found = range_of(scene, 31)
    assert found.earliest < scene.now + seconds(20 * 35) < found.latest


@pytest.mark.rule("AMV-4")
def test_who_does_not_wait_has_no_estimate() -> None:
    scene = Scene(absences=[2]).started()
    assert estimate(scene.amphi, scene.passage(1), scene.now) is None
    assert estimate(scene.amphi, scene.passage(2), scene.now) is None


@pytest.mark.rule("TRN-1")
def test_ahead_are_the_current_one_those_put_back_and_better_ranks() -> None:
    scene = Scene(internes=6, absences=[4]).started()
    scene.wait(91)
    scene.connect(1)
    before = [passage.rang_appel for passage in ahead(scene.amphi, scene.passage(5))]
    assert before == [2, 1, 3]
    assert [passage.rang_appel for passage in ahead(scene.amphi, scene.passage(1))] == [2]
    assert scene.etat(2) is Etat.TOUR
    assert ahead(scene.amphi, scene.passage(2)) == []
