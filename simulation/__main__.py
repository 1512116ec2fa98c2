"""`python -m simulation`: plays the interns of a plan until they have chosen or are stopped.

The plan is `simulation.json` in DCI_LOCAL_FOLDER, or the file given as argument.
"""

import asyncio
import os
import sys
from pathlib import Path

import structlog

from simulation.intern import Intern
from simulation.plan import Part, read

log = structlog.get_logger(__name__)

LOG_INS_AT_ONCE = 3


async def play(file: Path) -> None:
    """Everybody who is not absent, in the order of their ranks."""
    plan = read(file)
    entrance = asyncio.Semaphore(LOG_INS_AT_ONCE)
    present = [part for part in plan.parts if not part.absent]
    log.info("simulation", internes=len(present), absents=len(plan.parts) - len(present))
    async with asyncio.TaskGroup() as everybody:
        for part in present:
            everybody.create_task(_live(part, plan.gateway, entrance))
    await asyncio.Event().wait()


async def _live(part: Part, gateway: str, entrance: asyncio.Semaphore) -> None:
    intern = Intern(part, gateway)
    async with entrance:
        await intern.enter()
    await intern.live()


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else os.environ["DCI_LOCAL_FOLDER"] + "/simulation.json"
    asyncio.run(play(Path(chosen)))
