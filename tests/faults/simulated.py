"""The simulated people of some amphis; those who are on time sit in front of their screens by the start."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from deploy.local.parts import die_with_parent, spawn
from tests.faults import reading
from tests.faults.world import plans
from tests.faults.world.prepared import Prepared
from tests.faults.world.system import System

log = structlog.get_logger(__name__)

LOGGED_IN_SECONDS: Final = 90.0
ON_TIME: Final = 0.8
"""The share of interns that is waited for: others are late, or absent."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """`clients`: what they note; `newcomers`: the folder of plans of those who come in meanwhile."""

    system: System
    amphis: Sequence[Prepared]
    name: str

    @property
    def clients(self) -> Path:
        """The file."""
        return self.system.folder / f"clients-{self.name}.jsonl"

    @property
    def newcomers(self) -> Path:
        """The folder."""
        return self.system.folder / f"newcomers-{self.name}"

    @contextmanager
    def playing(
        self, seed: int, habits: Mapping[str, float], pace: Sequence[float] = plans.PACE
    ) -> Iterator[None]:
        """Within, everybody is there, those too who were named as mandataires beforehand."""
        self.clients.touch()
        self.newcomers.mkdir()
        plan = self.system.folder / f"plan-{self.name}.json"
        plan.write_text(json.dumps(plans.interns(self.system, self.amphis, seed, habits, pace)))
        for amphi in self.amphis:
            plans.add_mandataires(self.system, self.newcomers, seed, amphi, amphi.mandataires)
        command = [sys.executable, "-m", "simulation", str(plan), "--folder", str(self.newcomers)]
        process = spawn(
            die_with_parent([*command, "--history", str(self.clients)]),
            self.system.folder / "logs" / f"simulation-{self.name}.log",
            dict(os.environ),
        )
        try:
            yield
        finally:
            process.kill()
            process.wait()

    async def logged_in(self) -> None:
        """Those who are on time."""
        wanted = int(ON_TIME * sum(len(amphi.seats) for amphi in self.amphis))
        end = time.monotonic() + LOGGED_IN_SECONDS
        while time.monotonic() < end:
            seen = {row["client"] for row in reading.noted(self.clients) if row["what"] == "head"}
            if len(seen) >= wanted:
                return
            await asyncio.sleep(0.5)
        log.warning("not everybody has logged in", wanted=wanted)
