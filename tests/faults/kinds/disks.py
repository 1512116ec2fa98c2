"""A database whose disk is full: its folder is a small tmpfs, where mounting is allowed."""

import asyncio
from pathlib import Path
from random import Random

from tests.faults.kinds.kind import Inject, Kind, NotRun
from tests.faults.stage import Stage

PIECE = 2**20


def fill(server: str, part: str) -> Inject:
    """Not one byte is left for some seconds."""

    async def inject(stage: Stage, chance: Random, index: int) -> None:
        disk = stage.system.small_disks.get(server)
        if disk is None:
            raise NotRun("no tmpfs may be mounted here")
        stage.system.processes.expected.add(f"postgresql-{server}")
        filler = disk / "filler"
        with stage.is_away(f"disk of {part}", index):
            await asyncio.to_thread(_fill, filler)
            await asyncio.sleep(chance.uniform(2.0, 5.0))
            filler.unlink()
        await stage.system.start_again(f"postgresql-{server}")

    return inject


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(PIECE))
        except OSError:
            return


KINDS = (
    Kind("fill the disk of session's database", "postgresql-session", fill("session", "session")),
    Kind("fill the disk of postes' database", "postgresql-postes", fill("postes", "postes")),
)
