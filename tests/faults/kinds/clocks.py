"""Clocks set forwards and back: in what session's database answers, and in the clock port of one replica."""

import asyncio
from random import Random

import psycopg2

from tests.faults.kinds.kind import Inject, Kind
from tests.faults.stage import Stage

SHORTEST, LONGEST = 5.0, 40.0
"""A clock that jumps by less than three seconds is not told from a slow look (architecture, decision 3)."""
PATIENCE = 30


def set_database(sign: int) -> Inject:
    """For some seconds the database is ahead or behind; then it is right again, which is a jump too."""

    async def inject(stage: Stage, chance: Random, index: int) -> None:
        with stage.is_away("clock", index):
            await asyncio.sleep(1.0)
            await _set(stage, sign * chance.uniform(SHORTEST, LONGEST))
            await asyncio.sleep(chance.uniform(1.5, 5.0))
            await _set(stage, 0.0)
            await asyncio.sleep(1.0)

    return inject


async def set_replica(stage: Stage, chance: Random, index: int) -> None:
    """One replica's clock port is wrong."""
    name = chance.choice(stage.system.of("session"))
    with stage.is_away("clock", index):
        stage.system.tell(name, "clock", str(chance.choice((-1, 1)) * chance.uniform(SHORTEST, LONGEST)))
        await asyncio.sleep(chance.uniform(2.0, 5.0))
        stage.system.spare(name, "clock")
        await asyncio.sleep(2.0)


async def _set(stage: Stage, seconds: float) -> None:
    for _ in range(PATIENCE):
        try:
            await asyncio.to_thread(stage.system.set_clock, seconds)
        except psycopg2.OperationalError:  # it is away just now
            await asyncio.sleep(0.5)
        else:
            return


KINDS = (
    Kind("set the clock of session's database forwards", "clock", set_database(1)),
    Kind("set the clock of session's database back", "clock", set_database(-1)),
    Kind("set the clock of one replica", "clock", set_replica),
)
