"""`python -m simulation [PLAN] [--folder FOLDER] [--history FILE]`: plays interns until it is stopped.

PLAN (see plan.py) is `simulation.json` in DCI_LOCAL_FOLDER where neither is given. With `--folder`, every
plan that is put there is played too (an amphi blanc's participants, see folder.py). With `--history`, what
each client sent, was answered and saw is added to FILE, a JSON object a line (see history.py).
"""

import argparse
import asyncio
import gc
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from simulation.folder import play_folder
from simulation.plan import read
from simulation.play import play

GC_THRESHOLDS: Final = (100_000, 50, 1_000)
"""Thousands of clients hold millions of objects that live: a search through all of them stops everybody."""


async def main(plan: Path | None, folder: Path | None, history: Path | None) -> None:
    """Then wait to be stopped: who supervises us would start us again."""
    with ExitStack() as stack:
        output = None if history is None else stack.enter_context(history.open("a", encoding="utf-8"))
        async with asyncio.TaskGroup() as everything:
            if plan is not None:
                everything.create_task(play(read(plan), output))
            if folder is not None:
                everything.create_task(play_folder(folder, output))
            await asyncio.Event().wait()


def _local_plan() -> Path:
    return Path(os.environ.get("DCI_LOCAL_FOLDER", ".local")) / "simulation.json"


if __name__ == "__main__":
    parser = argparse.ArgumentParser("python -m simulation", description="Joue les internes d’un plan.")
    parser.add_argument("plan", nargs="?", type=Path)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--history", type=Path)
    told = parser.parse_args()
    gc.set_threshold(*GC_THRESHOLDS)
    wanted = told.plan if told.plan or told.folder else _local_plan()
    asyncio.run(main(wanted, told.folder, told.history))
