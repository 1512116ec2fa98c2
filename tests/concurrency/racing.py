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


class Meeting:
    """The places; whoever looks waits for the other one's look, a little while."""

    def __init__(self, *looks: str) -> None:
        self._barrier = threading.Barrier(2, timeout=0.4)
        self._looks = looks or ("holds_one",)

    def __getattr__(self, name: str) -> Any:
        real = getattr(places, name)
        return self._met(real) if name in self._looks else real

    def _met(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def look(*arguments: Any) -> Any:
            found = real(*arguments)
            with suppress(threading.BrokenBarrierError):  # the other one waits for a lock: the guards' doing
                self._barrier.wait()
            return found

        return look


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
