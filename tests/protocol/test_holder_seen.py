"""A guard that the model leaves to a test: who holds a post by now, in surnombre validant (CHX-4)."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from chassis.database import Database
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue, Reponse
from services.postes.domain.type_choix import TypeChoix
from services.postes.tests.factories import World, demande, fiche
from tests.guards import GUARDS

pytestmark = pytest.mark.real


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    database = Database(service_database("postes"), "tests")
    world = World(database)
    world.given(fiche(2931))
    yield world
    database.close()


def judged_before_the_holder_changed(world: World) -> Reponse:
    """Session saw somebody behind on the post; by the time postes is asked, somebody else holds it."""
    world.chosen(2931)
    late = demande(2931, rang_appel=9, type_choix=TypeChoix.SURNOMBRE_VALIDANT, holder_seen=uuid4())
    return world.settle()(late)


@pytest.mark.rule("CHX-4")
def test_a_post_is_closed_once_another_holds_it_than_session_saw(world: World) -> None:
    assert judged_before_the_holder_changed(world) is Refus.PRIS_DEVANT


def test_control_without_the_guard_it_is_given(world: World) -> None:
    with GUARDS["holder_seen"].off():
        assert isinstance(judged_before_the_holder_changed(world), Attribue)
