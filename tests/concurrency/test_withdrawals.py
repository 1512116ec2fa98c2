"""A post withdrawn while somebody chooses it: one of the two, never both; beside its control (ADM-8)."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

import pytest

from chassis.database import Database, Transaction
from services.postes.domain.catalogue import Fiche
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue
from services.postes.storage import catalogue
from services.postes.tests.factories import SEMESTRE, World, demande, fiche
from services.postes.use_cases.errors import PostePourvu
from tests.concurrency.racing import NoLock, Together, at_once

pytestmark = [pytest.mark.real, pytest.mark.rule("ADM-8")]


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    database = Database(service_database("postes"), "tests")
    world = World(database)
    world.given(fiche(2931))
    yield world
    database.close()


class Unlocked(NoLock):
    """Neither offers nor posts are held."""

    def ensure_locked(self, *_: object) -> None:
        """Nothing is held."""


class UnlockedCatalogue:
    """The catalogue, whose posts are read without being held, and looked at together."""

    def __init__(self, look: Any) -> None:
        self._look = look

    def __getattr__(self, name: str) -> Any:
        return getattr(self._look, name)

    def lock_posts(self, tx: Transaction, semestre: str, numeros: Collection[int]) -> list[Fiche]:
        return catalogue.of_numbers(tx, semestre, numeros)


def withdrawn_while_chosen(world: World, *, held: bool) -> tuple[Any, Any]:
    """What the choice and the withdrawal got; both have looked before either writes."""
    meeting = Together()
    places, looking = meeting.places("holds_one"), meeting.of(catalogue, "taken")
    if held:
        settle, manage = world.settle(places=places), world.manage(catalogue=looking)
    else:
        settle = world.settle(places=places, offers=Unlocked(), posts=Unlocked())
        manage = world.manage(catalogue=UnlockedCatalogue(looking), offers=Unlocked())

    def withdraw() -> Any:
        try:
            manage.withdraw(SEMESTRE, [2931])
        except PostePourvu as refused:
            return refused
        return "withdrawn"

    chosen, withdrawal = at_once([partial(settle, demande(2931)), withdraw])
    return chosen, withdrawal


def is_offered(world: World) -> bool:
    with world.database.transaction() as tx:
        return bool(tx.value("SELECT publie FROM post"))


def test_control_without_locks_a_taken_post_is_withdrawn(world: World) -> None:
    chosen, withdrawal = withdrawn_while_chosen(world, held=False)
    assert isinstance(chosen, Attribue)
    assert withdrawal == "withdrawn"
    assert world.holders()
    assert not is_offered(world)


def test_a_post_is_chosen_or_withdrawn(world: World) -> None:
    chosen, withdrawal = withdrawn_while_chosen(world, held=True)
    if isinstance(chosen, Attribue):
        assert isinstance(withdrawal, PostePourvu)
    else:
        assert (chosen, withdrawal) == (Refus.NON_PUBLIE, "withdrawn")
    assert is_offered(world) == bool(world.holders())
