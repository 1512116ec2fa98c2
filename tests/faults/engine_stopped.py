"""G-4, watched: the engine is killed whole in the middle of a turn; the intern still gets the rest of it.

`python -m tests.faults.engine_stopped`: every replica away for 40 s in a turn of 90 s. The intern of the turn
chooses 120 s after its announcement, when it would long be over; whoever comes after is not disturbed.
"""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.faults import reading
from tests.faults.checker import check
from tests.faults.checker.instants import instant
from tests.faults.history import History, Row, Rows
from tests.faults.simulated import Simulated
from tests.faults.sitting import running
from tests.faults.stage import Stage
from tests.faults.world.campaign import Campaign
from tests.faults.world.prepared import Durations, Stock
from tests.faults.world.system import System

INTERNES = 6
"""One of them is placed beforehand, and others follow the first turn."""
ASK_EVERY = 0.3


@dataclass(frozen=True, slots=True)
class Watch:
    """In seconds: a turn, when in it the engine is killed, for how long, and when the intern chooses."""

    duree_tour: float = 90.0
    killed_after: float = 30.0
    away: float = 40.0
    chooses_after: float = 120.0

    async def play(self) -> History:
        """From the start of an amphi to the choice of its first intern."""
        durations = Durations(self.duree_tour, self.duree_tour, 1.0)
        async with running() as system:
            campaign = Campaign(system, [Stock(INTERNES)], durations)
            amphis = (await asyncio.to_thread(campaign.build))[0]
            people = Simulated(system, amphis, "arret")
            with people.playing(7, {}, [self.chooses_after, self.chooses_after + 0.5]):
                await _until(lambda: '"head"' in people.clients.read_text())
                await asyncio.to_thread(campaign.start, amphis[0])
                away = await self._stopped(system)
                await _until(lambda: '"answered"' in people.clients.read_text())
                await asyncio.sleep(3.0)
            calls, noted = campaign.contracts.ars, [people.clients]
            return await asyncio.to_thread(reading.history, system, calls, amphis, noted, away, over=False)

    async def _stopped(self, system: System) -> Rows:
        stage, names = Stage(system), system.of("session")
        await asyncio.sleep(self.killed_after)
        for name in names:
            system.processes.kill(name)
        with stage.is_away("session", 0):
            await asyncio.sleep(self.away)
        await stage.both(*names)
        return [*stage.told_away()]


async def _until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(ASK_EVERY)


def first_turn(history: History) -> list[Row]:
    """The decisions of the first turn, from its announcement on."""
    kinds = [row["type"] for row in history.record]
    begin = kinds.index("turn_announced")
    return history.record[begin:]


def told(history: History) -> str:
    """One line of what became of the turn."""
    turn = first_turn(history)
    end = next(row for row in turn if row["type"] in {"chosen", "turn_missed"})
    lasted = instant(end["at"]) - instant(turn[0]["at"])
    back = sum(row["payload"]["gap_us"] for row in turn if row["type"] == "reprise") / 10**6
    violations = [str(one) for one in check(history)]
    return f"{end['type']} after {lasted / timedelta(seconds=1):.1f} s, {back:.1f} s given back, {violations}"


if __name__ == "__main__":
    sys.stdout.write(told(asyncio.run(Watch().play())) + "\n")
