"""Rights that identity decides act at once, also during the turn (STA-3, PRC-1, PRC-4, decision 6)."""

from uuid import UUID

import pytest

from services.session.domain import commands, events
from services.session.domain.amphi import Etat
from services.session.domain.droits import Droits, Par, TypeChoix
from services.session.domain.refusals import (
    PasVotreTour,
    ProcurationDonnee,
    ProcurationTerminee,
    VousAvezChoisi,
)
from services.session.domain.settings import Settings
from services.session.tests.domain.scene import Scene, Unanswered, interne, mandataire, oneself, seconds

GIVEN = Droits(procuration=True)
VALIDANT = Droits(type_choix=TypeChoix.SURNOMBRE_VALIDANT)


def active(rang: int) -> Droits:
    return Droits(procuration=True, mandataire_id=mandataire(rang)[1])


@pytest.mark.rule("PRC-1")
def test_from_the_moment_of_a_procuration_the_intern_cannot_choose() -> None:
    scene = Scene().started()
    scene.rights(1, GIVEN)
    with pytest.raises(ProcurationDonnee):
        scene.choose(1, 7)
    assert scene.turn_of() == 1, "and the turn goes on"


@pytest.mark.rule("TRN-4", "PRC-1")
def test_who_has_a_post_is_not_told_to_take_the_procuration_back() -> None:
    scene = Scene().started()
    scene.choose(1, 7)
    scene.rights(1, GIVEN)
    with pytest.raises(VousAvezChoisi):
        scene.choose(1, 8)


@pytest.mark.rule("PRC-5", "ENG-6")
def test_the_mandataire_chooses_and_the_record_says_so() -> None:
    scene = Scene().started()
    scene.rights(1, active(1))
    scene.choose(1, 7, mandataire(1))
    chosen = scene.last(events.Chosen)
    assert (chosen.intern_id, chosen.numero, chosen.par) == (interne(1), 7, Par.MANDATAIRE)
    assert chosen.mandataire_id == mandataire(1)[1]


@pytest.mark.rule("PRC-5", "ENG-6")
@pytest.mark.parametrize(
    ("droits", "named"), [(active(1), mandataire(1)[1]), (GIVEN, None), (Droits(), None)]
)
def test_of_a_dictated_choice_the_record_names_the_mandataire_of_that_moment(
    droits: Droits, named: UUID | None
) -> None:
    scene = Scene().started()
    scene.rights(1, droits)
    scene.do(commands.ChooseFor(scene.turn_id, 7, interne(99)))
    chosen = scene.last(events.Chosen)
    assert (chosen.par, chosen.mandataire_id) == (Par.ARS, named)


@pytest.mark.rule("PRC-5")
def test_an_intern_who_chooses_alone_has_no_mandataire_in_the_record() -> None:
    scene = Scene().started()
    scene.rights(1, active(1))
    scene.rights(1, Droits())
    scene.choose(1, 7)
    assert scene.last(events.Chosen).mandataire_id is None


@pytest.mark.rule("ENG-6")
def test_another_s_mandataire_chooses_for_nobody_else() -> None:
    scene = Scene().started()
    scene.rights(2, active(2))
    with pytest.raises(PasVotreTour):
        scene.choose(2, 7, mandataire(2))
    with pytest.raises(ProcurationTerminee):
        scene.do(commands.Choose((interne(1), mandataire(2)[1]), 7, interne(99)))


@pytest.mark.rule("PRC-4")
def test_a_procuration_cancelled_during_the_turn_lets_the_intern_choose_at_once() -> None:
    scene = Scene().started()
    scene.rights(1, active(1))
    scene.wait(10)
    scene.rights(1, Droits())
    with pytest.raises(ProcurationTerminee):
        scene.choose(1, 7, mandataire(1))
    scene.choose(1, 7)
    assert scene.etat(1) is Etat.A_CHOISI


@pytest.mark.rule("PRC-4", "ENG-3")
def test_a_choice_already_received_stands_when_the_procuration_is_cancelled() -> None:
    scene = Scene().started()
    scene.rights(1, active(1))
    scene.postes_up = False
    with pytest.raises(Unanswered):
        scene.choose(1, 7, mandataire(1))
    scene.rights(1, Droits())
    scene.postes_up = True
    scene.answer()
    assert scene.passage(1).numero == 7
    assert scene.last(events.Chosen).mandataire_id == mandataire(1)[1], "who chose, not who may by now"


@pytest.mark.rule("ENG-2", "LIV-3")
def test_who_may_choose_now_is_who_counts_as_there() -> None:
    short = Settings(duree_tour=seconds(90), delai_absent=seconds(30))
    scene = Scene(settings=short).validated()
    scene.rights(1, active(1))
    scene.connect(1)
    scene.do(commands.Start())
    assert scene.left == 30, "the intern watches, and the mandataire is away"
    scene.arrive(mandataire(1))
    assert scene.left == 90


@pytest.mark.rule("PRC-4", "ENG-2")
def test_the_intern_who_watches_is_there_once_the_procuration_is_cancelled() -> None:
    short = Settings(duree_tour=seconds(90), delai_absent=seconds(30))
    scene = Scene(settings=short).validated()
    scene.rights(1, active(1))
    scene.connect(1)
    scene.do(commands.Start())
    scene.rights(1, Droits())
    assert scene.left == 90
    scene.wait(91)
    assert scene.etat(1) is Etat.N_A_PAS_CHOISI


@pytest.mark.rule("STA-3")
def test_a_type_de_choix_accepted_during_the_turn_counts_at_once() -> None:
    scene = Scene().started()
    scene.stock.holders[7] = interne(77)
    scene.rights(1, Droits(type_choix=TypeChoix.SURNOMBRE_NON_VALIDANT))
    scene.choose(1, 7)
    assert scene.last(events.Chosen).type_choix is TypeChoix.SURNOMBRE_NON_VALIDANT


@pytest.mark.rule("STA-1")
def test_the_type_of_a_choice_made_stays_that_of_the_choice() -> None:
    scene = Scene().started()
    scene.choose(1, 7)
    assert scene.rights(1, VALIDANT) == []
    assert scene.passage(1).type_choix is TypeChoix.CLASSIQUE


@pytest.mark.rule("STA-3")
def test_the_same_rights_again_are_no_decision() -> None:
    scene = Scene().started()
    scene.rights(2, VALIDANT)
    assert scene.rights(2, VALIDANT) == []
    assert scene.rights(77, VALIDANT) == [], "and nobody outside the call list counts"
    assert oneself(2) == scene.passage(2).chooser
