"""Surnombres at once with others, each beside its control: the same race with the lock off (CHX-4, CHX-5)."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from chassis.database import Database, Transaction
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue, Demande
from services.postes.domain.type_choix import TypeChoix
from services.postes.storage import places, posts
from services.postes.tests.factories import World, demande, fiche
from tests.concurrency.racing import Meeting, NoLock, at_once

pytestmark = pytest.mark.real

VALIDANT, NON_VALIDANT = TypeChoix.SURNOMBRE_VALIDANT, TypeChoix.SURNOMBRE_NON_VALIDANT


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    database = Database(service_database("postes"), "tests")
    world = World(database)
    world.given(fiche(2931), fiche(2932), fiche(4001, groupe="7"))
    yield world
    database.close()


class NoWardLock:
    """Offer and post are held, the ward is not."""

    lock = staticmethod(posts.lock)

    def lock_ward(self, *_: object) -> None:
        """Nothing is held."""


def for_the_last_one() -> list[Demande]:
    """Two interns of two stocks, and a ward that admits one surnombre."""
    return [
        demande(2931, type_choix=NON_VALIDANT, surnombres_max=1),
        demande(4001, type_choix=VALIDANT, surnombres_max=1, offer_id="052027:7"),
    ]


def settled_at_once(world: World, demandes: list[Demande], **ports: Any) -> list[Any]:
    settle = world.settle(places=Meeting("surnombres_in"), **ports)
    return at_once([partial(settle, asked) for asked in demandes])


@pytest.mark.rule("CHX-5")
def test_control_without_the_ward_s_lock_both_get_its_last_surnombre(world: World) -> None:
    answers = settled_at_once(world, for_the_last_one(), posts=NoWardLock())
    assert [type(answer) for answer in answers] == [Attribue, Attribue]
    assert len(world.in_force()) == 2


@pytest.mark.rule("CHX-5")
def test_two_stocks_and_the_last_surnombre_of_a_ward(world: World) -> None:
    answers = settled_at_once(world, for_the_last_one())
    assert answers.count(Refus.SURNOMBRES_COMPLETS) == 1
    assert len(world.in_force()) == 1


@pytest.mark.rule("CHX-5")
def test_one_stock_and_the_last_surnombre_of_a_ward(world: World) -> None:
    two = [demande(numero, type_choix=NON_VALIDANT, surnombres_max=1) for numero in (2931, 2932)]
    answers = settled_at_once(world, two, posts=NoWardLock())
    assert answers.count(Refus.SURNOMBRES_COMPLETS) == 1


class Slow:
    """The places, for an intern in surnombre validant who looks, and writes only when somebody has chosen."""

    def __init__(self) -> None:
        self.looked = threading.Event()
        self.chosen = threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(places, name)

    def holder(self, tx: Transaction, semestre: str, numero: int) -> UUID | None:
        found = places.holder(tx, semestre, numero)
        self.looked.set()
        self.chosen.wait(0.4)  # in vain where the other one waits for a lock: the guards' doing
        return found


def validant_beside_classique(world: World, **ports: Any) -> tuple[Any, Any]:
    slow = Slow()

    def surnombre() -> Any:
        return world.settle(places=slow, **ports)(demande(2931, rang_appel=9, type_choix=VALIDANT))

    def classique() -> Any:
        slow.looked.wait(5)
        answer = world.settle(**ports)(demande(2931, rang_appel=1))
        slow.chosen.set()
        return answer

    beside, holder = at_once([surnombre, classique])
    return beside, holder


@pytest.mark.rule("CHX-4")
def test_control_without_locks_a_surnombre_validant_joins_a_holder_ahead(world: World) -> None:
    beside, holder = validant_beside_classique(world, offers=NoLock(), posts=NoLock())
    assert holder.offer_version < beside.offer_version


@pytest.mark.rule("CHX-4")
def test_a_surnombre_validant_stands_only_where_it_was_before_the_holder(world: World) -> None:
    beside, holder = validant_beside_classique(world)
    assert beside.offer_version < holder.offer_version
    late = world.settle()(demande(2931, rang_appel=10, type_choix=VALIDANT))
    assert late is Refus.PRIS_DEVANT


@pytest.mark.rule("CHX-5")
@pytest.mark.rule("POS-6")
def test_a_crowd_of_both_kinds_leaves_one_holder_and_every_surnombre_admitted(world: World) -> None:
    kinds = [TypeChoix.CLASSIQUE, NON_VALIDANT] * 4
    crowd = [
        demande(2931, rang_appel=rang, type_choix=kind, surnombres_max=3)
        for rang, kind in enumerate(kinds, start=1)
    ]
    settle = world.settle()
    answers = at_once([partial(settle, asked) for asked in crowd])
    assert (answers.count(Refus.POURVU), answers.count(Refus.SURNOMBRES_COMPLETS)) == (3, 1)
    assert [surnombre for _, _, surnombre in world.in_force()] == [False, True, True, True]
    versions = sorted(answer.offer_version for answer in answers if isinstance(answer, Attribue))
    assert versions == [1, 2, 3, 4]
