"""One amphi under faults, from the first log-in to the checker's verdict."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

import psycopg2
import structlog

from chassis.errors import DomainError
from deploy.local.parts import die_with_parent, spawn
from tests.faults import reading
from tests.faults.checker import check
from tests.faults.conducting import Regie
from tests.faults.history import save
from tests.faults.kinds.kind import Kind, NotRun
from tests.faults.results import Results
from tests.faults.seeds import kind_of
from tests.faults.stage import Stage
from tests.faults.world.campaign import Campaign, Prepared, plan_of
from tests.faults.world.system import System

log = structlog.get_logger(__name__)

PACE: Final = [0.8, 2.4]
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
LOGGED_IN_SECONDS: Final = 90.0
STANDS_STILL_SECONDS: Final = 90.0
"""Many turns long: without a decision meanwhile an amphi is stuck."""
QUIET_SECONDS: Final = 90.0


@dataclass(slots=True)
class Amphi:
    """One amphi of a sitting."""

    results: Results
    system: System
    campaign: Campaign
    prepared: Prepared
    seed: str
    stage: Stage = field(init=False)
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    regie: Regie = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is disturbed yet."""
        self.stage = Stage(self.system, self.prepared.amphi_id)
        self.regie = Regie(self.campaign, self.prepared.amphi_id)

    async def play(self, indexes: list[int]) -> None:
        """From the first log-in to the verdict."""
        began = time.monotonic()
        with self._simulated(indexes[0]) as clients:
            await self._logged_in(clients)
            await asyncio.to_thread(self._let_choose_in_surnombre)
            await asyncio.to_thread(self.campaign.start, self.prepared)
            notes = await self._disturb(indexes)
            await self.system.heal()
            ended = await self._ends()
            await self._until(self._is_quiet, QUIET_SECONDS)
        told = await asyncio.to_thread(
            reading.history,
            self.system,
            self.campaign.calls(),
            self.prepared.amphi_id,
            self.prepared.by_rang,
            clients,
            [*self.stage.told_away()],
            over=True,
        )
        if not any(row["type"] == "chosen" for row in told.record):
            raise RuntimeError("nobody chose: this amphi shows nothing")
        violations = [str(one) for one in check(told)]
        if not ended:
            violations.append(f"G-6: amphi {self.prepared.amphi_id} stands still")
        kinds = [kind_of(self.seed, index).name for index in indexes]
        ends = [notes.get(index, "failed") for index in indexes]
        self.results.add(self.seed, indexes, kinds, ends, violations)
        log.info("amphi", faults=len(indexes), seconds=round(time.monotonic() - began), violations=violations)
        kept = self.results.file.with_suffix(f".{self.seed}.{indexes[0]}.history.json")
        save(told, kept)

    async def _disturb(self, indexes: list[int]) -> dict[int, str]:
        notes: dict[int, str] = {}
        running: list[asyncio.Task[None]] = []
        others = [asyncio.create_task(self._supervise())]
        chance = Random(f"{self.seed}:régie {indexes[0]}")
        conducted = asyncio.create_task(self.regie.conduct(chance))
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
        for task in others:
            task.cancel()
        self.regie.over.set()
        await conducted
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

    def _let_choose_in_surnombre(self) -> None:
        sql = "SELECT rang_appel, intern_id FROM roster WHERE amphi_id = %s"
        roster = reading.rows(self.system, "session", sql, self.prepared.amphi_id)
        ids = {row["rang_appel"]: row["intern_id"] for row in roster}
        self.campaign.let_choose_in_surnombre(self.prepared, ids)

    async def _supervise(self) -> None:
        """As in production: whatever dies by itself is started again."""
        while True:
            for name in self.system.processes.died():
                log.warning("died by itself", process=name)
                self.system.processes.start(name)
            await asyncio.sleep(0.5)

    @contextmanager
    def _simulated(self, first: int) -> Iterator[Path]:
        name = f"{self.seed}-{first}"
        clients = self.system.folder / f"clients-{name}.jsonl"
        clients.touch()
        plan = self.system.folder / f"plan-{name}.json"
        plan.write_text(json.dumps(plan_of(self.system, self.prepared, first, self._habits(), PACE)))
        command = [sys.executable, "-m", "simulation", str(plan), "--history", str(clients)]
        process = spawn(
            die_with_parent(command),
            self.system.folder / "logs" / f"simulation-{name}.log",
            dict(os.environ),
        )
        try:
            yield clients
        finally:
            process.kill()
            process.wait()

    def _habits(self) -> dict[str, int]:
        return {name: round(share * len(self.prepared.seats)) for name, share in HABITS.items()}

    async def _logged_in(self, clients: Path) -> None:
        """Those who are on time sit in front of their screens."""
        wanted = len(self.prepared.seats) - self._habits()["absent"] - self._habits()["late"] - 2
        end = time.monotonic() + LOGGED_IN_SECONDS
        while time.monotonic() < end:
            seen = {row["client"] for row in reading.noted(clients) if row["what"] == "head"}
            if len(seen) >= wanted:
                return
            await asyncio.sleep(0.5)
        log.warning("not everybody has logged in", wanted=wanted)

    async def _ends(self) -> bool:
        """However long it takes, as long as something moves."""
        while not await asyncio.to_thread(self._has_ended):
            before = await asyncio.to_thread(self._seq)
            if not await self._until(partial(self._has_moved, before), STANDS_STILL_SECONDS):
                return False
        return True

    def _has_moved(self, before: int) -> bool:
        return self._seq() != before

    def _seq(self) -> int:
        sql = "SELECT seq FROM amphi WHERE id = %s"
        return int(reading.rows(self.system, "session", sql, self.prepared.amphi_id)[0]["seq"])

    async def _until(self, holds: Any, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(psycopg2.Error, OSError, DomainError):
                if await asyncio.to_thread(holds):
                    return True
            await asyncio.sleep(0.5)
        return False

    def _has_ended(self) -> bool:
        found = reading.rows(
            self.system, "session", "SELECT phase FROM amphi WHERE id = %s", self.prepared.amphi_id
        )
        return bool(found[0]["phase"] == "termine")

    def _is_quiet(self) -> bool:
        """Nothing is on its way any more."""
        waiting = [
            ("session", "SELECT 1 FROM command WHERE answer IS NULL"),
            *((name, "SELECT 1 FROM outbox WHERE published_at IS NULL") for name in ("session", "postes")),
            ("notifications", "SELECT 1 FROM mail WHERE state = 'attente'"),
        ]
        if any(reading.rows(self.system, database, sql) for database, sql in waiting):
            return False
        chosen = "SELECT 1 FROM decision WHERE amphi_id = %s AND type = 'chosen'"
        mails = [mail for mail in reading.mails(self.system) if mail["to"] in self.prepared.by_rang.values()]
        return len(mails) >= len(reading.rows(self.system, "session", chosen, self.prepared.amphi_id))
