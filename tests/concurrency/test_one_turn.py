"""Choose against expiry, choose against pause, the same command twice, two replicas at once.

Each race (decisions 2 to 4) stands beside its control: the very same run with the guard taken out, which
shows the damage. So what the other tests show is the guards' doing, and not luck.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg2
import pytest

from chassis.database import Database
from chassis.errors import DomainError
from services.session.domain.amphi import Etat
from services.session.storage import amphis, commands, decisions
from services.session.tests.world import World, but, key, staff
from services.session.use_cases.add_time import add_time
from services.session.use_cases.pause import pause

pytestmark = pytest.mark.real

INTERN = UUID(int=1)
POST = 2931
A_WHILE = 0.4
EXTRA = timedelta(seconds=30)


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    database = Database(service_database("session"), "tests")
    yield World(database)
    database.close()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as threads:
        yield threads


def without_lock(world: World) -> None:
    """The guard out: the amphi is read without being held."""
    unheld = but(world.books.amphis, lock=amphis.find, lock_if_free=amphis.find)
    world.on(replace(world.books, amphis=unheld))


def meeting() -> Callable[[], None]:
    """Whoever comes first waits for the other, a little while; a lock keeps them from ever meeting."""
    barrier = threading.Barrier(2, timeout=A_WHILE)

    def wait() -> None:
        with suppress(threading.BrokenBarrierError):
            barrier.wait()

    return wait


def outcome(future: "Future[Any]") -> str:
    """« done », or what was refused, also by the schema."""
    try:
        future.result()
    except DomainError as refused:
        return refused.code
    except psycopg2.Error as error:
        return type(error).__name__
    return "done"


# choose against expiry


def a_choice_meets_the_end_of_its_turn(world: World, pool: ThreadPoolExecutor, other: World) -> UUID:
    """postes gave the place, and its answer is on the way when another replica sees the turn end."""
    amphi_id = world.started()
    given, go_on = threading.Event(), threading.Event()

    def answer_on_its_way() -> None:
        given.set()
        go_on.wait(5)

    world.postes.after = answer_on_its_way
    choosing = pool.submit(world.choose, amphi_id, 1, POST)
    assert given.wait(5)
    world.postes.after = lambda: None
    world.later(300)
    looking = pool.submit(other.tick, amphi_id)
    with suppress(DomainError):
        looking.result(5)
    go_on.set()
    with suppress(ValueError, DomainError):
        choosing.result(5)
    return amphi_id


@pytest.mark.rule("G-2")
def test_a_turn_never_expires_over_a_choice_that_was_received(world: World, pool: ThreadPoolExecutor) -> None:
    amphi_id = a_choice_meets_the_end_of_its_turn(world, pool, world.another())
    assert world.postes.holders == {POST: INTERN}
    assert world.etat(amphi_id, 1) is Etat.A_CHOISI
    assert world.turn_of(amphi_id) == 2
    world.check_log(amphi_id)


def test_control_without_finishing_first_the_turn_expires_while_its_place_is_given(
    world: World, pool: ThreadPoolExecutor
) -> None:
    other = world.another()
    blind = but(commands, unanswered=lambda _tx, _amphi_id: [])
    other.on(replace(other.books, commands=blind))
    amphi_id = a_choice_meets_the_end_of_its_turn(world, pool, other)
    assert world.postes.holders == {POST: INTERN}
    assert world.etat(amphi_id, 1) is Etat.ABSENT, "the damage: a place given, and an absence"


# choose against pause


def a_choice_meets_a_pause(world: World, pool: ThreadPoolExecutor) -> tuple[str, int]:
    """The choice was judged and is not stored yet when ARS pauses.

    What the intern is answered, and how many choices were stored when ARS was told « en pause ».
    """
    amphi_id = world.started()
    judged = threading.Event()

    def add(*arguments: Any) -> None:
        if arguments[1].question is not None:
            judged.set()
            threading.Event().wait(A_WHILE)
        commands.add(*arguments)

    world.on(replace(world.books, commands=but(commands, add=add)))
    choosing = pool.submit(world.choose, amphi_id, 1, POST)
    assert judged.wait(5)
    pause(world.another_like_this().engine, amphi_id, staff(), "Incident")
    stored = choices_stored(world)
    return outcome(choosing), stored


def choices_stored(world: World) -> int:
    with world.database.transaction() as tx:
        return int(tx.value("SELECT count(*) FROM command WHERE turn_id IS NOT NULL"))


@pytest.mark.rule("ENG-4")
def test_no_choice_is_received_once_ars_was_told_that_the_amphi_is_paused(
    world: World, pool: ThreadPoolExecutor
) -> None:
    answer, stored_before_the_pause = a_choice_meets_a_pause(world, pool)
    assert (answer, stored_before_the_pause) == ("done", 1)


def test_control_without_the_lock_a_choice_is_received_after_the_pause(
    world: World, pool: ThreadPoolExecutor
) -> None:
    without_lock(world)
    _, stored_before_the_pause = a_choice_meets_a_pause(world, pool)
    assert stored_before_the_pause == 0
    assert choices_stored(world) == 1, "the damage: received after ARS was told « en pause »"


# the same command twice


def the_same_command_twice(world: World, pool: ThreadPoolExecutor) -> tuple[list[str], int]:
    """ARS's « + 30 s » under one key, sent twice at the same time; what was answered, and what was added."""
    amphi_id, by = world.started(), staff()
    turn_id = world.turn_id(amphi_id)
    sent = [pool.submit(add_time, world.engine, amphi_id, by, turn_id, EXTRA) for _ in range(2)]
    answers = [outcome(one) for one in sent]
    return answers, world.types(amphi_id).count("time_added")


@pytest.mark.rule("G-3")
def test_the_same_command_twice_at_once_is_done_once_and_answered_alike(
    world: World, pool: ThreadPoolExecutor
) -> None:
    assert the_same_command_twice(world, pool) == (["done", "done"], 1)


def test_control_without_keys_it_is_done_twice(world: World, pool: ThreadPoolExecutor) -> None:
    keyless = but(commands, find=lambda *_: None, add=lambda *_: None)
    world.on(replace(world.books, commands=keyless))
    assert the_same_command_twice(world, pool) == (["done", "done"], 2), "the damage: a minute was added"


@pytest.mark.rule("G-3")
def test_the_same_choice_twice_at_once_is_one_choice(world: World, pool: ThreadPoolExecutor) -> None:
    amphi_id, mine = world.started(), key()
    sent = [pool.submit(world.choose, amphi_id, 1, POST, mine) for _ in range(4)]
    first, *others = [one.result() for one in sent]
    assert others == [first] * 3
    assert world.types(amphi_id).count("chosen") == 1
    assert len(world.postes.stored) == 1


@pytest.mark.rule("TRN-7")
def test_two_devices_at_once_make_one_choice(world: World, pool: ThreadPoolExecutor) -> None:
    amphi_id = world.started()
    sent = [pool.submit(world.choose, amphi_id, 1, POST + device) for device in range(4)]
    assert sorted(outcome(one) for one in sent) == ["done", *["vous_avez_choisi"] * 3]
    assert len(world.postes.holders) == 1
    world.check_log(amphi_id)


# two replicas at once


def two_replicas_see_the_same_end(world: World, pool: ThreadPoolExecutor) -> tuple[UUID, list[str]]:
    """Both have judged before either writes, unless something keeps them apart."""
    amphi_id, meet = world.started(), meeting()

    def append(*arguments: Any) -> None:
        meet()
        decisions.append(*arguments)

    world.later(91)
    books = replace(world.books, decisions=but(decisions, append=append))
    replicas = [world.another_like_this(), world.another_like_this()]
    for replica in replicas:
        replica.on(replace(books, hot=replica.books.hot))
    looks = [pool.submit(replica.tick, amphi_id) for replica in replicas]
    return amphi_id, [outcome(look) for look in looks]


@pytest.mark.rule("G-5")
def test_two_replicas_never_both_act_on_one_amphi(world: World, pool: ThreadPoolExecutor) -> None:
    amphi_id, outcomes = two_replicas_see_the_same_end(world, pool)
    assert outcomes == ["done", "done"]
    assert world.types(amphi_id)[-2:] == ["turn_missed", "turn_announced"]
    assert world.types(amphi_id).count("turn_missed") == 1
    world.check_log(amphi_id)


@pytest.mark.rule("G-5")
def test_the_primary_key_stands_behind_the_lock(world: World, pool: ThreadPoolExecutor) -> None:
    without_lock(world)
    amphi_id, outcomes = two_replicas_see_the_same_end(world, pool)
    assert sorted(outcomes) == ["UniqueViolation", "done"]
    assert world.types(amphi_id).count("turn_missed") == 1


def test_control_without_lock_and_key_the_same_turn_ends_twice(
    world: World, pool: ThreadPoolExecutor
) -> None:
    without_lock(world)
    with world.database.transaction() as tx:
        tx.execute("ALTER TABLE decision DROP CONSTRAINT decision_pkey")
        tx.commit()
    amphi_id, outcomes = two_replicas_see_the_same_end(world, pool)
    assert outcomes == ["done", "done"]
    assert world.types(amphi_id).count("turn_missed") == 2, "the damage: two histories in one log"
