"""Two amphis of one groupe run at once on one stock: a place taken in one is taken in all (CHX-9, G-1).

Session and postes on two real databases. The control shows what the row locks and the schema keep away.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from unittest.mock import patch
from uuid import UUID

import pytest

from chassis.database import Database
from chassis.errors import DomainError
from services.postes.storage import places
from services.postes.tests.factories import World as Stock
from services.postes.tests.factories import fiche
from services.session.domain.amphi import Etat
from services.session.tests.world import Clock, World, key, oneself, staff, timetable
from services.session.use_cases.choose import choose
from services.session.use_cases.cut_into_sessions import cut_into_sessions
from services.session.use_cases.start import start
from services.session.use_cases.validate import validate
from tests.concurrency.dying_replica import DirectPostes
from tests.guards import GUARDS, take_out

pytestmark = pytest.mark.real

POST, OTHER_LIST = 2931, 50
A_WHILE = 0.4


@pytest.fixture
def postes(service_database: Callable[[str], str]) -> Iterator[Database]:
    database = Database(service_database("postes"), "tests")
    Stock(database).given(fiche(POST), fiche(POST + 1))
    yield database
    database.close()


@pytest.fixture
def world(database: Database, postes: Database) -> World:
    world = World(database, clock=Clock(real_time=True))
    object.__setattr__(world.engine, "postes", DirectPostes(postes))
    return world


@pytest.fixture
def database(service_database: Callable[[str], str]) -> Iterator[Database]:
    opened = Database(service_database("session"), "tests")
    yield opened
    opened.close()


def two_amphis(world: World) -> tuple[UUID, UUID]:
    """The same groupe and semester, other interns."""
    first = world.started()
    world.lists.ids_from = OTHER_LIST
    second = world.draft()
    cut_into_sessions(world.engine, second, timetable())
    validate(world.engine, world.lists, second, staff())
    start(world.engine, second, staff())
    return first, second


def both_want_it(world: World, amphis: tuple[UUID, UUID]) -> list[str]:
    """What each is answered: « done », or the refusal's code."""
    together = threading.Barrier(2, timeout=5)

    def one(amphi_id: UUID, intern: int) -> str:
        together.wait()
        try:
            choose(world.engine, world.watch, amphi_id, oneself(intern), key(), POST)
        except DomainError as refused:
            return refused.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(one, amphis[0], 1), pool.submit(one, amphis[1], OTHER_LIST + 1)]
        return sorted(future.result(20) for future in futures)


def holders(postes: Database) -> int:
    with postes.transaction() as tx:
        return int(tx.value("SELECT count(*) FROM place WHERE numero = %s AND NOT surnombre", [POST]))


@pytest.mark.rule("CHX-9", "G-1")
def test_two_amphis_never_give_one_place_twice_and_the_other_turn_goes_on(
    world: World, postes: Database
) -> None:
    amphis = two_amphis(world)
    assert both_want_it(world, amphis) == ["done", "poste_pourvu"]
    assert holders(postes) == 1
    states = {world.amphi(amphis[0]).passages[UUID(int=1)].etat}
    states.add(world.amphi(amphis[1]).passages[UUID(int=OTHER_LIST + 1)].etat)
    assert states == {Etat.A_CHOISI, Etat.TOUR}
    for amphi_id in amphis:
        world.check_log(amphi_id)


@pytest.mark.rule("CHX-9", "TST-6")
def test_control_without_locks_and_constraints_the_place_is_given_twice(
    world: World, postes: Database
) -> None:
    amphis = two_amphis(world)
    barrier = threading.Barrier(2, timeout=A_WHILE)
    is_held = places.holds_one

    def meet(*arguments: object) -> bool:
        found = is_held(*arguments)  # type: ignore[arg-type]
        with suppress(threading.BrokenBarrierError):
            barrier.wait()
        return found

    take_out(postes, GUARDS["unique_holder"].sql_off["postes"])
    with GUARDS["post_lock"].off(), patch.object(places, "holds_one", meet):
        assert both_want_it(world, amphis) == ["done", "done"]
    assert holders(postes) == 2
