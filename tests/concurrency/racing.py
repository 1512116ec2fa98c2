"""Two at once on postes' database: all have looked before anybody writes, with the guards or without them."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from chassis.database import Transaction
from services.postes.domain.poste import Poste
from services.postes.storage import places
from services.postes.tests.factories import World, committed

WITHOUT_INDEXES = (
    "DROP INDEX place_one_holder, place_one_a_semester",
    "ALTER TABLE place DROP CONSTRAINT place_one_a_turn",
)


class Together:
    """Two who meet: whoever looks waits for the other one's look, a little while."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2, timeout=0.4)

    def of(self, storage: Any, *looks: str) -> Any:
        """The module, in which these looks wait for the other one."""
        return _Looking(storage, looks, self.wait)

    def places(self, *looks: str) -> Any:
        """The places, in which these looks do."""
        return self.of(places, *looks)

    def wait(self) -> None:
        with suppress(threading.BrokenBarrierError):  # the other one waits for a lock: the guards' doing
            self._barrier.wait()


class _Looking:
    def __init__(self, storage: Any, looks: tuple[str, ...], wait: Callable[[], None]) -> None:
        self._storage, self._looks, self._wait = storage, looks, wait

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._storage, name)
        return self._waiting(real) if name in self._looks else real

    def _waiting(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def look(*arguments: Any) -> Any:
            found = real(*arguments)
            self._wait()
            return found

        return look


class Meeting(_Looking):
    """The places, for two who meet there."""

    def __init__(self, *looks: str) -> None:
        meeting = Together()
        super().__init__(places, looks or ("holds_one",), meeting.wait)


class NoLock:
    """The same looks, without holding any row."""

    def lock(self, tx: Transaction, first: str, numero: int | None = None) -> Any:
        return True if numero is None else _unlocked(tx, first, numero)

    def lock_ward(self, *_: object) -> None:
        """Nothing is held."""


def _unlocked(tx: Transaction, semestre: str, numero: int) -> Poste | None:
    row = tx.one(
        "SELECT semestre, numero, imotep, groupe, des, regimes, reserve, publie"
        " FROM post WHERE semestre = %s AND numero = %s",
        [semestre, numero],
    )
    return None if row is None else Poste(**(row | {"regimes": frozenset(row["regimes"])}))


def at_once(asks: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each got, all asked at the same time."""
    with ThreadPoolExecutor(len(asks)) as pool:
        return [each.result() for each in [pool.submit(ask) for ask in asks]]


def without_indexes(world: World) -> None:
    """The schema refuses nothing any more."""
    with committed(world.database) as tx:
        for statement in WITHOUT_INDEXES:
            tx.execute(statement)
