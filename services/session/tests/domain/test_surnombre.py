"""What session knows of a choice in surnombre: who holds the post, and from where (CHX-3 to CHX-5, CHX-8)."""

import pytest

from services.session.domain import commands, events
from services.session.domain.amphi import Etat
from services.session.domain.choix import Choix, Settle
from services.session.domain.decide import decide
from services.session.domain.droits import Droits, TypeChoix
from services.session.domain.settings import Settings
from services.session.tests.domain.scene import Scene, interne

VALIDANT = Droits(type_choix=TypeChoix.SURNOMBRE_VALIDANT)
NON_VALIDANT = Droits(type_choix=TypeChoix.SURNOMBRE_NON_VALIDANT)
POST = 7


def admitted(scene: Scene, rang: int) -> Choix:
    """What postes would be asked now."""
    decided = decide(scene.amphi, scene._choose(rang, POST), scene.moment())
    assert isinstance(decided, Settle)
    assert isinstance(decided.asked, Choix)
    return decided.asked


@pytest.fixture
def late() -> Scene:
    """The first one missed the turn, the second one took the post, and now the first one is back."""
    scene = Scene().started()
    scene.do(commands.PassOver(scene.turn_id))
    scene.choose(2, POST)
    scene.do(commands.PutBack(1))
    scene.do(commands.PassOver(scene.turn_id))
    assert scene.turn_of() == 1
    return scene


@pytest.mark.rule("CHX-4")
def test_a_latecomer_in_surnombre_validant_joins_who_took_the_post_from_behind(late: Scene) -> None:
    late.rights(1, VALIDANT)
    assert admitted(late, 1).holder_seen == interne(2)
    late.choose(1, POST)
    assert late.passage(1).numero == late.passage(2).numero == POST
    assert late.stock.holders == {POST: interne(2)}, "who took it keeps it"


@pytest.mark.rule("CHX-4")
def test_a_holder_ahead_is_never_joined() -> None:
    scene = Scene().started()
    scene.choose(1, POST)
    scene.rights(2, VALIDANT)
    assert admitted(scene, 2).holder_seen is None
    scene.choose(2, POST)
    assert scene.last(events.ChoiceRefused).reason == "poste_pris_devant"
    assert scene.turn_of() == 2, "the turn goes on"


@pytest.mark.rule("CHX-9")
def test_a_holder_from_another_amphi_counts_as_ahead() -> None:
    scene = Scene().started()
    scene.stock.holders[POST] = interne(77)
    scene.rights(1, VALIDANT)
    assert admitted(scene, 1).holder_seen is None
    scene.choose(1, POST)
    assert scene.last(events.ChoiceRefused).reason == "poste_pris_devant"


@pytest.mark.rule("CHX-8")
def test_who_is_placed_beforehand_counts_at_the_own_rank() -> None:
    scene = Scene().validated()
    scene.place(4, POST)
    scene.do(commands.Start())
    scene.rights(1, VALIDANT)
    assert admitted(scene, 1).holder_seen == interne(4)


@pytest.mark.rule("CHX-3")
def test_in_surnombre_non_validant_session_names_no_holder(late: Scene) -> None:
    late.rights(1, NON_VALIDANT)
    assert admitted(late, 1).holder_seen is None
    late.choose(1, POST)
    assert late.etat(1) is Etat.A_CHOISI


@pytest.mark.rule("CHX-5")
def test_a_choice_in_surnombre_holds_nothing() -> None:
    scene = Scene().started()
    scene.rights(1, NON_VALIDANT)
    scene.choose(1, POST)
    scene.choose(2, POST)
    assert (scene.passage(1).holds, scene.passage(2).holds) == (None, POST)


@pytest.mark.rule("CHX-4")
def test_a_post_held_in_surnombre_only_is_free_also_for_a_surnombre() -> None:
    scene = Scene().started()
    scene.rights(1, NON_VALIDANT)
    scene.rights(2, VALIDANT)
    scene.choose(1, POST)
    assert admitted(scene, 2).holder_seen is None
    scene.choose(2, POST)
    assert scene.etat(2) is Etat.A_CHOISI


@pytest.mark.rule("CHX-5")
def test_the_ward_s_limit_is_refused_and_the_turn_goes_on() -> None:
    scene = Scene(settings=Settings(surnombres_max=1)).started()
    scene.rights(1, NON_VALIDANT)
    scene.rights(2, NON_VALIDANT)
    scene.choose(1, POST)
    scene.choose(2, POST)
    assert scene.last(events.ChoiceRefused).reason == "surnombres_complets"
    scene.rights(2, Droits())
    scene.choose(2, POST)
    assert scene.etat(2) is Etat.A_CHOISI


@pytest.mark.rule("STA-3", "G-1")
def test_a_received_choice_is_settled_as_it_was_judged() -> None:
    scene = Scene().started()
    scene.rights(1, NON_VALIDANT)
    choix = scene.receive(1, POST)
    scene.rights(1, Droits())
    assert scene.unanswered == choix
    scene.answer()
    assert scene.passage(1).type_choix is TypeChoix.SURNOMBRE_NON_VALIDANT
