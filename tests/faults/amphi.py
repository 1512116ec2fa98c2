"""One amphi under faults, or two on one stock, from the first log-in to the checker's verdict."""

import asyncio
import time
from dataclasses import dataclass, field
from random import Random
from typing import Final

import structlog

from tests.faults import reading
from tests.faults.ars.office import Office
from tests.faults.ars.room import Room
from tests.faults.checker import check
from tests.faults.conducting import Regie
from tests.faults.history import History, save
from tests.faults.kinds.kind import Kind, NotRun
from tests.faults.rest import Rest
from tests.faults.results import Results
from tests.faults.seeds import kind_of
from tests.faults.simulated import Simulated
from tests.faults.stage import Stage
from tests.faults.world.campaign import Campaign
from tests.faults.world.prepared import Prepared
from tests.faults.world.system import System

log = structlog.get_logger(__name__)

HABITS: Final = {
    "sending_twice": 0.12,
    "absent": 0.07,
    "late": 0.07,
    "losing_network": 0.09,
    "changing_device": 0.07,
    "hesitating": 0.05,
    "sending_too_late": 0.05,
}
"""Which share of the interns has which habit; the others are there and choose (`simulation/behaviours/`)."""
GAPS: Final = (0.6, 3.2)
"""Seconds between one fault and the next: they overlap."""
RECOVERS: Final = 4.0


@dataclass(slots=True)
class Amphi:
    """One of a sitting: `amphis` go on at once."""

    results: Results
    system: System
    campaign: Campaign
    amphis: tuple[Prepared, ...]
    seed: str
    stage: Stage = field(init=False)
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    regie: Regie = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is disturbed yet."""
        self.stage = Stage(self.system)
        self.regie = Regie(self.campaign, [amphi.amphi_id for amphi in self.amphis])

    async def play(self, indexes: list[int]) -> None:
        """From the first log-in to the verdict."""
        began = time.monotonic()
        first, rest = indexes[0], Rest(self.system, self.amphis)
        people = Simulated(self.system, self.amphis, f"{self.seed}-{first}")
        office = Office(Room(self.system, self.campaign, self.amphis, people.newcomers, first))
        with people.playing(first, HABITS):
            await people.logged_in()
            for amphi in self.amphis:
                await asyncio.to_thread(self.campaign.start, amphi)
            notes = await self._disturb(indexes, office)
            await self.system.heal()
            ended = await rest.ended()
            await office.afterwards(Random(f"{self.seed}:afterwards {first}"))
            await rest.quiet()
        told = await asyncio.to_thread(self._history, people)
        violations = [str(one) for one in check(told)]
        if not ended:
            violations.append(f"G-6: amphi {' or '.join(self.regie.amphi_ids)} stands still")
        kinds = [kind_of(self.seed, index).name for index in indexes]
        ends = [notes.get(index, "failed") for index in indexes]
        self.results.add(self.seed, indexes, kinds, ends, violations)
        seconds = round(time.monotonic() - began)
        log.info("amphi", faults=len(indexes), seconds=seconds, **_many(told), violations=violations)
        save(told, self.results.file.with_suffix(f".{self.seed}.{first}.history.json"))

    def _history(self, people: Simulated) -> History:
        noted_in = [people.clients, *map(self.campaign.notes_file, self.regie.amphi_ids)]
        calls = self.campaign.contracts.ars
        told = reading.history(
            self.system, calls, self.amphis, noted_in, [*self.stage.told_away()], over=True
        )
        if not any(row["type"] == "chosen" for row in told.record):
            raise RuntimeError("nobody chose: this amphi shows nothing")
        return told

    async def _disturb(self, indexes: list[int], office: Office) -> dict[int, str]:
        notes: dict[int, str] = {}
        running: list[asyncio.Task[None]] = []
        supervised = asyncio.create_task(self._supervise())
        conducted = asyncio.create_task(self.regie.conduct(Random(f"{self.seed}:régie {indexes[0]}")))
        worked = asyncio.create_task(office.work(Random(f"{self.seed}:office {indexes[0]}")))
        for index in indexes:
            kind = kind_of(self.seed, index)
            chance = Random(f"{self.seed}:{index}")
            if kind.calm:
                await asyncio.gather(*running)
                await self.regie.calm.acquire()
                await asyncio.sleep(RECOVERS + 1)
            task = asyncio.create_task(self._inject(kind, chance, index, notes))
            running.append(task)
            if kind.calm:
                await task
                await asyncio.sleep(RECOVERS)
                self.regie.calm.release()
            await asyncio.sleep(chance.uniform(*GAPS))
        await asyncio.gather(*running)
        supervised.cancel()
        self.regie.over.set()
        office.over.set()
        await asyncio.gather(conducted, worked)
        return notes

    async def _inject(self, kind: Kind, chance: Random, index: int, notes: dict[int, str]) -> None:
        async with self.locks.setdefault(kind.touches, asyncio.Lock()):
            began = time.monotonic()
            log.info("fault", index=index, kind=kind.name)
            try:
                await kind.inject(self.stage, chance, index)
                notes[index] = "run"
            except NotRun as why:
                notes[index] = f"not run: {why}"
            self.stage.disturbed.append((began, time.monotonic() + RECOVERS, index))

    async def _supervise(self) -> None:
        """As in production: whatever dies by itself is started again."""
        while True:
            for name in self.system.processes.died():
                log.warning("died by itself", process=name)
                self.system.processes.start(name)
            await asyncio.sleep(0.5)


def _many(told: History) -> dict[str, int]:
    """How much of each there was, so that nobody takes an amphi without it for one with it."""
    kinds = [row["type"] for row in told.record]
    by_proxy = sum(row["actor"].startswith("mandataire:") for row in told.record if row["type"] == "chosen")
    names = ("chosen", "placed", "corrected", "type_choix_set", "procuration_set")
    return {name: kinds.count(name) for name in names} | {"by_proxy": by_proxy}
