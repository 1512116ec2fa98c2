"""An amphi blanc is forgotten while somebody acts in it, beside its controls without the lock (SIM-1)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import psycopg2
import pytest
from psycopg2.errors import ForeignKeyViolation

from chassis.database import Database, DatabaseBusy, Transaction
from chassis.errors import DomainError
from services.session.storage import rehearsals
from services.session.tests.world import World, staff
from services.session.use_cases.create_rehearsal import Wish, create_rehearsal
from services.session.use_cases.list_rehearsals import list_rehearsals
from services.session.use_cases.participants import participants
from services.session.use_cases.presence import Told, presence
from services.session.use_cases.start import start

pytestmark = [pytest.mark.real, pytest.mark.rule("SIM-1")]

A_WHILE = 0.5


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    database = Database(service_database("session"), "tests")
    yield World(database)
    database.close()


class Meanwhile:
    """A transaction that lets something happen once a table is emptied; `held`: with its lock."""

    def __init__(self, tx: Transaction, happens: Callable[[], object], *, held: bool, after: str) -> None:
        self._tx, self._held, self._after = tx, held, after
        self._other = threading.Thread(target=happens)

    def all(self, sql: str, params: Any) -> None:
        if self._held:
            self._tx.all(sql, params)

    def execute(self, sql: str, params: Any) -> int:
        done = self._tx.execute(sql, params)
        if sql.split()[:3] == ["DELETE", "FROM", self._after]:
            self._other.start()
            self._other.join(A_WHILE)  # in vain where it waits for the lock
        return done

    def joined(self) -> None:
        self._other.join()


def told_after_forgetting(world: World, *, held: bool) -> int:
    """Events of a rehearsal that are left, where a session of it starts while it is forgotten."""
    copy = create_rehearsal(world.engine, world.lists, world.offers, Wish(world.validated()), staff())
    with world.database.transaction() as tx:
        meanwhile = Meanwhile(tx, lambda: _started(world, copy.amphi_id), held=held, after="outbox")
        rehearsals.forget(meanwhile, copy.semestre)  # type: ignore[arg-type]  # the two calls that it makes
        tx.commit()
    meanwhile.joined()
    with world.database.transaction() as tx:
        return int(tx.value("SELECT count(*) FROM outbox WHERE aggregate = %s", [str(copy.amphi_id)]))


class Connecting:
    """A participant connects while the rehearsal is forgotten, and leases are gone already."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.copy = create_rehearsal(
            world.engine, world.lists, world.offers, Wish(world.validated()), staff()
        )
        (first, *_) = participants(world.engine, self.copy.amphi_id)
        self.who = (first.inscrit.intern_id, None)
        self.heard: object = None

    def forgotten(self, *, held: bool) -> None:
        with self.world.database.transaction() as tx:
            meanwhile = Meanwhile(tx, self._connect, held=held, after="presence_lease")
            rehearsals.forget(meanwhile, self.copy.semestre)  # type: ignore[arg-type]  # its two calls
            tx.commit()
        meanwhile.joined()

    def _connect(self) -> None:
        joined = [(self.copy.amphi_id, self.who)]
        try:
            told = Told("pod", "boot", 1, full=True, joined=joined, left=[])
            self.heard = presence(self.world.engine, told)
        except (DomainError, psycopg2.Error) as error:
            self.heard = error


def _started(world: World, amphi_id: UUID) -> None:
    with suppress(DomainError):  # it is gone
        start(world.engine, amphi_id, staff())


def test_control_without_the_lock_what_is_told_meanwhile_is_left(world: World) -> None:
    assert told_after_forgetting(world, held=False) > 0


def test_nothing_is_told_of_an_amphi_that_is_being_forgotten(world: World) -> None:
    assert told_after_forgetting(world, held=True) == 0


def test_control_without_the_lock_whoever_connects_keeps_a_rehearsal_from_being_forgotten(
    world: World,
) -> None:
    connecting = Connecting(world)
    with pytest.raises(ForeignKeyViolation):
        connecting.forgotten(held=False)
    assert list_rehearsals(world.engine) != []


def test_a_rehearsal_is_forgotten_whoever_connects_and_the_pod_asks_again(world: World) -> None:
    connecting = Connecting(world)
    connecting.forgotten(held=True)
    assert list_rehearsals(world.engine) == []
    assert isinstance(connecting.heard, DatabaseBusy)
