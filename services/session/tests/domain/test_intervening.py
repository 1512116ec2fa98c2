"""What ARS does outside the turns: placements and corrections (CHX-6, CHX-8, ADM-10, decision 5)."""

import pytest

from services.session.domain import commands, events
from services.session.domain.amphi import Etat, Phase
from services.session.domain.droits import Droits, Par, TypeChoix
from services.session.domain.refusals import TourTermine, VousEtesAffecte
from services.session.domain.refusals_to_ars import (
    AffectationsFaites,
    AutrePoste,
    CestSonTour,
    CorrectionVide,
    DejaUnPoste,
    InterventionEnCours,
    PasDePoste,
)
from services.session.domain.settings import ApresArret, Settings
from services.session.tests.domain.scene import Scene, Unanswered, interne, new_id, oneself, seconds


def finished(scene: Scene) -> Scene:
    scene.wait(3600)
    assert scene.phase() is Phase.TERMINE
    return scene


@pytest.mark.rule("CHX-8")
def test_who_is_placed_beforehand_is_skipped_and_holds_the_post() -> None:
    scene = Scene(internes=3).validated()
    scene.place(1, 7)
    scene.do(commands.Start())
    assert scene.turn_of() == 2
    assert (scene.etat(1), scene.passage(1).holds) == (Etat.AFFECTE, 7)


@pytest.mark.rule("CHX-8")
def test_whoever_is_placed_reads_why_there_is_nothing_to_choose() -> None:
    scene = Scene(internes=3).validated()
    scene.place(1, 7)
    scene.do(commands.Start())
    with pytest.raises(VousEtesAffecte):
        scene.choose(1, 8)


@pytest.mark.rule("CHX-8", "G-6")
def test_an_intern_whose_placement_waits_for_postes_gets_no_turn_before() -> None:
    scene = Scene(internes=3).validated()
    scene.postes_up = False
    with pytest.raises(Unanswered):
        scene.place(1, 7)
    scene.do(commands.Start())
    assert scene.turn_of() is None
    scene.postes_up = True
    scene.wait(3)
    assert (scene.etat(1), scene.turn_of()) == (Etat.AFFECTE, 2)


@pytest.mark.rule("CHX-8")
def test_a_placement_that_postes_refuses_leaves_the_intern_the_turn() -> None:
    scene = Scene(internes=3).validated()
    scene.stock.holders[7] = interne(77)
    scene.place(1, 7)
    scene.do(commands.Start())
    assert scene.last(events.PlacementRefused).reason == "poste_pourvu"
    assert scene.turn_of() == 1


@pytest.mark.rule("ENG-7", "CHX-8")
def test_an_amphi_does_not_end_over_somebody_whose_placement_waits() -> None:
    scene = Scene(internes=1, settings=Settings(delai_fin=seconds(60))).started()
    scene.wait(92)
    scene.postes_up = False
    with pytest.raises(Unanswered):
        scene.place(1, 7)
    scene.connect(1)
    scene.wait(120)
    assert scene.phase() is Phase.EN_COURS
    scene.postes_up = True
    scene.wait(3)
    assert (scene.phase(), scene.etat(1)) == (Phase.TERMINE, Etat.AFFECTE)


@pytest.mark.rule("CHX-8")
def test_nobody_is_placed_twice_nor_during_the_own_turn() -> None:
    scene = Scene(internes=3).started()
    with pytest.raises(CestSonTour):
        scene.place(1, 7)
    scene.choose(1, 7)
    with pytest.raises(DejaUnPoste):
        scene.place(1, 8)
    scene.postes_up = False
    with pytest.raises(Unanswered):
        scene.place(3, 8)
    with pytest.raises(InterventionEnCours):
        scene.place(3, 9)


@pytest.mark.rule("ADM-10", "ENG-7")
def test_after_the_end_ars_places_the_absent_and_the_record_has_a_new_edition() -> None:
    scene = finished(Scene(internes=2).started())
    assert scene.amphi.edition == 1
    scene.place(2, 7)
    assert (scene.etat(2), scene.amphi.edition) == (Etat.AFFECTE, 2)


@pytest.mark.rule("CHX-6")
def test_a_correction_moves_several_choices_together() -> None:
    scene = Scene(internes=3).started()
    scene.choose(1, 7)
    scene.choose(2, 8)
    scene.correct({1: 8, 2: 7})
    assert (scene.passage(1).numero, scene.passage(2).numero) == (8, 7)
    assert scene.stock.holders == {8: interne(1), 7: interne(2)}
    assert scene.turn_of() == 3, "no turn waits for it"
    assert [scene.passage(rang).corrige for rang in (1, 2, 3)] == [True, True, False]


@pytest.mark.rule("CHX-6")
def test_a_correction_that_postes_refuses_changes_nothing_at_all() -> None:
    scene = Scene(internes=3).started()
    scene.choose(1, 7)
    scene.choose(2, 8)
    scene.stock.holders[9] = interne(77)
    scene.correct({1: 10, 2: 9})
    assert (scene.passage(1).numero, scene.passage(2).numero) == (7, 8)
    assert not scene.passage(1).corrige


@pytest.mark.rule("CHX-6")
def test_only_what_somebody_has_is_corrected_and_from_what_it_was() -> None:
    scene = Scene(internes=3).started()
    scene.choose(1, 7)
    with pytest.raises(PasDePoste):
        scene.correct({2: 8})
    with pytest.raises(AutrePoste):
        scene.correct({1: 7})
    with pytest.raises(CorrectionVide):
        scene.correct({})


@pytest.mark.rule("CHX-8")
def test_a_validation_is_not_taken_back_over_a_placement_and_an_undone_start_keeps_it() -> None:
    scene = Scene(internes=3).validated()
    scene.place(1, 7)
    with pytest.raises(AffectationsFaites):
        scene.do(commands.BackToDraft())
    scene.do(commands.Start())
    scene.do(commands.UndoStart())
    assert [scene.etat(rang) for rang in (1, 2, 3)] == [Etat.AFFECTE, Etat.EN_ATTENTE, Etat.EN_ATTENTE]


@pytest.mark.rule("ENG-6", "ADM-9")
def test_ars_records_the_choice_dictated_during_the_turn_that_the_page_showed() -> None:
    scene = Scene(internes=3).started()
    shown = scene.turn_id
    scene.rights(1, Droits(TypeChoix.SURNOMBRE_VALIDANT.en_surnombre, procuration=True))
    scene.do(commands.ChooseFor(shown, 7, new_id()))
    assert scene.last(events.Chosen).par is Par.ARS
    with pytest.raises(TourTermine):
        scene.do(commands.ChooseFor(shown, 8, new_id()))
    assert scene.turn_of() == 2


@pytest.mark.rule("G-4")
def test_after_a_stop_an_amphi_may_wait_for_ars_with_the_time_that_was_left() -> None:
    scene = Scene(settings=Settings(apres_arret=ApresArret.PAUSE)).started()
    scene.connect(1)
    scene.wait(30)
    scene.sleep(40)
    assert (scene.amphi.paused, scene.amphi.reason_hash, scene.left) == (True, None, 60)
    scene.wait(100)
    scene.resume()
    assert (scene.turn_of(), scene.left) == (1, 60)
    assert scene.passage(1).chooser == oneself(1)
