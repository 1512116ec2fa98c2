"""From brouillon to the first turn, back, and to the end (ENG-7, AMP-2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.session.domain import commands, events
from services.session.domain.amphi import Etat, Phase
from services.session.domain.refusals import (
    AmphiDejaCommence,
    AmphiDejaOuvert,
    AmphiDejaValide,
    AmphiEnPause,
    AmphiPasCommence,
    AmphiPasValide,
    AmphiTermine,
    AvantLHeure,
    ChoixDejaFait,
    DecoupageIncomplet,
    EncoreDuMonde,
    ListeVide,
    OuvertureTropTard,
    PasDeSeanceAVenir,
    SeanceEnCours,
)
from services.session.domain.slice import SliceState
from services.session.tests.domain.scene import START, Scene, seconds, slices


def kinds(happened: list[events.Event]) -> list[str]:
    return [type(event).__name__ for event in happened]


def test_a_brouillon_neither_opens_nor_starts() -> None:
    scene = Scene()
    for command in (commands.Open(), commands.Start(), commands.BackToDraft()):
        with pytest.raises(AmphiPasValide):
            scene.do(command)


def test_favourites_open_by_themselves_at_their_date() -> None:
    scene = Scene(opens_at=START, parts=slices(5, by_clock=False)).validated()
    assert scene.phase() is Phase.OUVERT
    scene = Scene(opens_at=START + seconds(5))
    scene.parts = tuple(replace(part, starts_at=START + seconds(60)) for part in slices(5))
    scene.validated()
    scene.wait(4)
    assert scene.phase() is Phase.VALIDE
    scene.wait(1)
    assert scene.phase() is Phase.OUVERT


def test_favourites_open_by_hand_once() -> None:
    scene = Scene(opens_at=START + seconds(5))
    scene.parts = tuple(replace(part, starts_at=START + seconds(60)) for part in slices(5))
    scene.validated()
    assert kinds(scene.do(commands.Open())) == ["Opened"]
    with pytest.raises(AmphiDejaOuvert):
        scene.do(commands.Open())


def test_starting_a_validated_amphi_opens_it_too() -> None:
    scene = Scene(opens_at=START + seconds(5))
    scene.parts = tuple(replace(part, starts_at=START + seconds(60)) for part in slices(5))
    scene.validated()
    assert kinds(scene.do(commands.Start())) == ["Opened", "SliceStarted", "TurnAnnounced"]


def test_a_session_set_by_the_clock_starts_by_itself_and_never_before() -> None:
    scene = Scene(parts=slices(2, 5, by_clock=True, every=timedelta(seconds=600)))
    scene.now = START - seconds(10)
    scene.validated()
    with pytest.raises(AvantLHeure):
        scene.do(commands.Start())
    scene.wait(10)
    assert scene.turn_of() == 1
    scene.choose(1, 1)
    scene.choose(2, 2)
    with pytest.raises(AvantLHeure):
        scene.do(commands.Start())
    scene.wait(599)
    assert scene.turn_of() is None
    scene.wait(1)
    assert scene.turn_of() == 3


def test_sessions_run_one_after_the_other() -> None:
    scene = Scene(parts=slices(2, 5)).started()
    with pytest.raises(SeanceEnCours):
        scene.do(commands.Start())
    scene.choose(1, 1)
    scene.choose(2, 2)
    assert [part.state for part in scene.amphi.slices] == [SliceState.TERMINEE, SliceState.PREVUE]
    scene.pause()
    with pytest.raises(AmphiEnPause):
        scene.do(commands.Start())
    scene.resume()
    scene.do(commands.Start())
    assert scene.turn_of() == 3


def test_a_session_by_the_clock_waits_for_the_one_before_and_for_the_end_of_a_pause() -> None:
    scene = Scene(parts=slices(1, 5, by_clock=True, every=timedelta(seconds=60))).validated()
    scene.look()
    scene.wait(70)
    assert scene.turn_of() == 1
    scene.pause()
    scene.do(commands.PassOver(scene.turn_id))
    scene.wait(100)
    assert scene.turn_of() is None
    scene.resume()
    assert scene.turn_of() == 2


def test_no_session_is_left_to_start() -> None:
    scene = Scene(internes=1).started()
    scene.choose(1, 1)
    with pytest.raises(PasDeSeanceAVenir):
        scene.do(commands.Start())


def test_a_start_made_by_mistake_is_undone_while_nobody_has_chosen() -> None:
    scene = Scene(absences=[3], parts=slices(5, by_clock=True)).validated()
    scene.look()
    assert scene.turn_of() == 1
    scene.wait(91)
    scene.do(commands.UndoStart())
    assert (scene.phase(), scene.turn_of()) == (Phase.OUVERT, None)
    assert [scene.etat(rang) for rang in range(1, 6)] == [
        Etat.EN_ATTENTE,
        Etat.EN_ATTENTE,
        Etat.ABSENCE_PREVUE,
        Etat.EN_ATTENTE,
        Etat.EN_ATTENTE,
    ]
    scene.wait(10)
    assert scene.turn_of() is None, "a session whose hour has passed must not start again by itself"
    scene.do(commands.Start())
    assert scene.turn_of() == 1


def test_nothing_is_undone_once_somebody_has_chosen() -> None:
    scene = Scene().started()
    with pytest.raises(AmphiDejaCommence):
        scene.do(commands.BackToDraft())
    scene.choose(1, 1)
    for command in (commands.UndoStart(), commands.BackToDraft()):
        with pytest.raises(ChoixDejaFait):
            scene.do(command)


def test_only_a_started_amphi_is_unstarted() -> None:
    with pytest.raises(AmphiPasCommence):
        Scene().validated().do(commands.UndoStart())


@pytest.mark.rule("ENG-8")
def test_back_to_brouillon_is_a_decision_and_the_numbers_go_on() -> None:
    scene = Scene().validated()
    before = scene.amphi.seq
    scene.do(commands.BackToDraft())
    assert (scene.phase(), scene.amphi.seq) == (Phase.BROUILLON, before + 1)
    scene.validated()
    assert scene.phase() is Phase.OUVERT
    with pytest.raises(AmphiDejaValide):
        scene.validated()


def test_sessions_must_take_every_rank_once() -> None:
    for parts in (slices(3), slices(3, 6), (*slices(5), *slices(5))):
        with pytest.raises(DecoupageIncomplet, match="1 à 5"):
            Scene(parts=parts).validated()
    with pytest.raises(ListeVide):
        Scene(internes=0, parts=slices(1)).validated()


def test_favourites_must_open_before_the_first_session() -> None:
    with pytest.raises(OuvertureTropTard):
        Scene(opens_at=START + seconds(1)).validated()


@pytest.mark.rule("ENG-7")
def test_an_amphi_ends_after_the_delay_in_which_nobody_came_back() -> None:
    scene = Scene(internes=1).started()
    scene.choose(1, 1)
    scene.wait(299)
    assert scene.phase() is Phase.EN_COURS
    scene.wait(1)
    assert scene.phase() is Phase.TERMINE


@pytest.mark.rule("ENG-7")
def test_ars_cuts_the_last_delay_short_but_never_a_queue() -> None:
    scene = Scene(parts=slices(1, 5)).started()
    with pytest.raises(EncoreDuMonde):
        scene.do(commands.CutShort())
    scene.choose(1, 1)
    with pytest.raises(EncoreDuMonde):
        scene.do(commands.CutShort())
    scene.do(commands.Start())
    for rang in range(2, 6):
        scene.choose(rang, rang)
    scene.do(commands.CutShort())
    assert scene.phase() is Phase.TERMINE
    for command in (commands.CutShort(), commands.Start(), commands.UndoStart()):
        with pytest.raises(AmphiTermine):
            scene.do(command)


@pytest.mark.rule("ENG-7")
def test_an_amphi_that_ars_ends_during_a_pause_and_without_postes_stands_no_more() -> None:
    scene = Scene(internes=1).started()
    scene.wait(91)
    scene.pause()
    scene.do(commands.CutShort())
    amphi = scene.amphi
    assert (amphi.phase, amphi.paused, amphi.frozen, amphi.stopped_since) == (
        Phase.TERMINE,
        False,
        False,
        None,
    )


def test_a_session_of_absents_only_is_over_at_once() -> None:
    scene = Scene(internes=3, absences=[1, 2], parts=slices(2, 3)).started()
    assert [part.state for part in scene.amphi.slices] == [SliceState.TERMINEE, SliceState.PREVUE]
    assert scene.turn_of() is None
