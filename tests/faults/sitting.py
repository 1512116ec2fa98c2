"""One sitting: amphi after amphi in one run of the whole system."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.amphi import Amphi
from tests.faults.results import Results
from tests.faults.seeds import Group
from tests.faults.world.campaign import Campaign
from tests.faults.world.prepared import Stock
from tests.faults.world.system import System

FAULTS_AN_AMPHI: Final = 30
INTERNES: Final = 36


@dataclass(frozen=True, slots=True)
class Size:
    """How much of it."""

    faults_an_amphi: int = FAULTS_AN_AMPHI
    internes: int = INTERNES


@dataclass(slots=True)
class Sitting:
    """Everything runs from `async with running()` to its end."""

    results: Results
    size: Size = field(default_factory=Size)

    async def play(self, groups: list[Group]) -> None:
        """Each of these in an amphi of its own, one after the other."""
        async with running() as system:
            stocks = [Stock(self.size.internes * group.amphis, group.amphis) for group in groups]
            campaign = Campaign(system, stocks)
            prepared = await asyncio.to_thread(campaign.build)
            for amphis, group in zip(prepared, groups, strict=True):
                await Amphi(self.results, system, campaign, amphis, group.seed).play(group.indexes)


@asynccontextmanager
async def running() -> AsyncIterator[System]:
    """The whole system, in a folder in memory."""
    memory = Path("/dev/shm")  # noqa: S108  # a folder with a name of its own is made in it
    with tempfile.TemporaryDirectory(
        prefix="dci-faults-", dir=memory if memory.is_dir() else None, ignore_cleanup_errors=True
    ) as name:
        system = System(Path(name))
        try:
            await system.start()
            yield system
        finally:
            if kept := os.environ.get("FAULTS_LOGS"):
                _keep_logs(system, Path(kept))
            system.end()


def _keep_logs(system: System, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in (system.folder / "logs").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
