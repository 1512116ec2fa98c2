"""TRN-4: whoever has no turn reads the true cause, and what is still possible."""

from collections.abc import Callable

import pytest

from services.session.domain import commands
from services.session.domain.deciding.whose_turn import ONLY_BY_ARS, RETURN_POSSIBLE
from services.session.domain.refusals import (
    AbsencePrevue,
    AmphiPasCommence,
    AmphiTermine,
    NoteAbsent,
    PasVotreTour,
    Refusal,
    RienARendre,
    TempsEcoule,
    TourPasse,
    TourRendu,
    VousAvezChoisi,
    VousEtesAffecte,
)
from services.session.domain.settings import Settings
from services.session.tests.domain.scene import Scene, oneself, seconds

pytestmark = pytest.mark.rule("TRN-4")

End = Callable[[Scene], object]


def connected_in_vain(scene: Scene) -> None:
    scene.connect(1)
    scene.wait(91)


ENDS: list[tuple[End, type[Refusal]]] = [
    (lambda scene: scene.wait(91), TempsEcoule),
    (connected_in_vain, TempsEcoule),
    (lambda scene: scene.do(commands.MarkAbsent(scene.turn_id)), NoteAbsent),
    (lambda scene: scene.do(commands.PassOver(scene.turn_id)), TourPasse),
    (lambda scene: scene.do(commands.Renounce(oneself(1))), TourRendu),
]


@pytest.mark.parametrize(("end", "why"), ENDS)
def test_a_missed_turn_says_by_whose_doing_it_ended(end: End, why: type[Refusal]) -> None:
    scene = Scene().started()
    end(scene)
    with pytest.raises(why, match=RETURN_POSSIBLE):
        scene.choose(1, 10)


@pytest.mark.parametrize(("end", "why"), ENDS)
def test_without_a_return_left_only_ars_helps(end: End, why: type[Refusal]) -> None:
    scene = Scene(settings=Settings(retours_max=0)).started()
    end(scene)
    with pytest.raises(why, match=ONLY_BY_ARS):
        scene.choose(1, 10)


def test_too_late_says_so_before_the_engine_has_looked() -> None:
    scene = Scene().started()
    scene.now += seconds(91)
    with pytest.raises(TempsEcoule, match=RETURN_POSSIBLE):
        scene.choose(1, 10)


def test_a_turn_missed_twice_says_how_it_ended_last() -> None:
    scene = Scene().started()
    scene.do(commands.PassOver(scene.turn_id))
    scene.do(commands.RequestReturn(oneself(1)))
    scene.choose(2, 10)
    scene.do(commands.Renounce(oneself(1)))
    with pytest.raises(TourRendu):
        scene.choose(1, 11)


def test_whoever_is_recorded_as_absent_has_no_turn_to_wait_for() -> None:
    for scene in (Scene(absences=[2]).validated(), Scene(absences=[2]).started()):
        for command in (commands.Renounce(oneself(2)), commands.RequestReturn(oneself(2))):
            with pytest.raises(AbsencePrevue, match="l’ARS, qui peut"):
                scene.do(command)
        with pytest.raises(AbsencePrevue, match="l’ARS, qui peut"):
            scene.choose(2, 10)


def test_whoever_has_a_post_reads_so_whatever_is_asked_and_also_after_the_end() -> None:
    scene = Scene(internes=2).started()
    scene.place(2, 11)
    scene.choose(1, 10)
    for _ in range(2):
        for rang, why in ((1, VousAvezChoisi), (2, VousEtesAffecte)):
            for command in (commands.Renounce(oneself(rang)), commands.RequestReturn(oneself(rang))):
                with pytest.raises(why):
                    scene.do(command)
            with pytest.raises(why):
                scene.choose(rang, 12)
        scene.wait(301)
    assert scene.phase() == "termine"


def test_nothing_is_left_to_give_up_once_the_turn_is_over() -> None:
    scene = Scene().started()
    scene.wait(91)
    with pytest.raises(RienARendre, match=RETURN_POSSIBLE):
        scene.do(commands.Renounce(oneself(1)))


def test_whoever_waits_has_the_turn_still_to_come() -> None:
    scene = Scene().validated()
    with pytest.raises(AmphiPasCommence, match="à votre tour"):
        scene.choose(3, 10)
    scene.do(commands.Start())
    with pytest.raises(PasVotreTour):
        scene.do(commands.Renounce(oneself(3)))


def test_after_the_end_only_ars_can_still_give_a_post() -> None:
    scene = Scene(internes=2, absences=[2]).started()
    scene.wait(91)
    scene.wait(301)
    for rang in (1, 2):
        with pytest.raises(AmphiTermine, match="l’ARS, qui seule"):
            scene.choose(rang, 10)
