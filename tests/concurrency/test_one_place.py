"""Two interns and one place, the same command twice, each beside its control: the race with the guards off.

With the guards off (no row lock, no unique index) the very same runs store two rows; so what the other tests
show is the guards' doing, and not luck.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from chassis.database import Database
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue, Demande, Reponse
from services.postes.tests.factories import World, committed, demande, fiche
from tests.concurrency.racing import Meeting, NoLock, at_once, without_indexes

pytestmark = pytest.mark.real


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    database = Database(service_database("postes"), "tests")
    world = World(database)
    world.given(fiche(2931), fiche(2932), fiche(4001, groupe="7"))
    yield world
    database.close()


def settled_at_once(world: World, demandes: list[Demande], **ports: Any) -> list[Reponse]:
    settle = world.settle(places=Meeting(), **ports)
    return at_once([partial(settle, asked) for asked in demandes])


def two_interns() -> list[Demande]:
    return [demande(2931, rang_appel=1), demande(2931, rang_appel=2)]


@pytest.mark.rule("CHX-7")
def test_control_without_guards_two_interns_get_one_place(world: World) -> None:
    without_indexes(world)

    answers = settled_at_once(world, two_interns(), offers=NoLock(), posts=NoLock())

    assert [type(answer) for answer in answers] == [Attribue, Attribue]
    assert world.count("place") == 2


@pytest.mark.rule("CHX-7")
@pytest.mark.rule("G-1")
def test_two_interns_and_one_place(world: World) -> None:
    answers = settled_at_once(world, two_interns())

    assert sorted(isinstance(answer, Attribue) for answer in answers) == [False, True]
    assert Refus.POURVU in answers
    assert world.count("place") == 1
    assert world.count("settlement") == 2


@pytest.mark.rule("CHX-7")
def test_the_lock_alone_is_enough(world: World) -> None:
    without_indexes(world)
    answers = settled_at_once(world, two_interns())
    assert Refus.POURVU in answers
    assert world.count("place") == 1


@pytest.mark.rule("CHX-7")
def test_the_index_alone_is_enough(world: World) -> None:
    answers = settled_at_once(world, two_interns(), offers=NoLock(), posts=NoLock())
    assert Refus.POURVU in answers
    assert world.count("place") == 1
    assert world.count("settlement") == 2


def one_intern_two_offers() -> list[Demande]:
    intern_id = uuid4()
    return [demande(2931, intern_id=intern_id), demande(4001, intern_id=intern_id, offer_id="052027:7")]


@pytest.mark.rule("CHX-7")
def test_control_without_the_index_an_intern_gets_two_places_from_two_stocks(world: World) -> None:
    without_indexes(world)
    settled_at_once(world, one_intern_two_offers())
    assert world.count("place") == 2


@pytest.mark.rule("CHX-7")
def test_one_intern_gets_one_place_from_two_stocks(world: World) -> None:
    answers = settled_at_once(world, one_intern_two_offers())
    assert Refus.DEJA_AFFECTE in answers
    assert world.count("place") == 1


@pytest.mark.rule("G-3")
def test_control_without_guards_the_same_command_twice_gives_two_places(world: World) -> None:
    without_indexes(world)
    with committed(world.database) as tx:
        tx.execute("ALTER TABLE settlement DROP CONSTRAINT settlement_pkey")

    settled_at_once(world, [demande(2931)] * 2, offers=NoLock(), posts=NoLock())

    assert world.count("place") == 2


@pytest.mark.rule("G-3")
def test_the_same_command_twice_at_once_gets_one_answer(world: World) -> None:
    first, second = settled_at_once(world, [demande(2931)] * 2)
    assert first == second
    assert isinstance(first, Attribue)
    assert (world.count("place"), world.count("settlement"), world.count("outbox")) == (1, 1, 1)


@pytest.mark.rule("G-3")
def test_the_same_command_twice_without_locks_is_held_by_the_schema(world: World) -> None:
    first, second = settled_at_once(world, [demande(2931)] * 2, offers=NoLock(), posts=NoLock())
    assert first == second
    assert world.count("place") == 1


@pytest.mark.rule("CHX-7")
@pytest.mark.rule("POS-6")
def test_a_crowd_takes_each_place_once_and_every_version_is_told_once(world: World) -> None:
    crowd = [demande(2931 + number % 2, rang_appel=number + 1) for number in range(8)]
    settle = world.settle()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(settle, crowd))

    given = [answer for answer in answers if isinstance(answer, Attribue)]
    assert sorted(answer.offer_version for answer in given) == [1, 2]
    assert answers.count(Refus.POURVU) == 6
    assert world.count("offer_change") == world.count("outbox") == 2
