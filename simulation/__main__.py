"""`python -m simulation [PLAN] [--history FILE]`: plays the interns of a plan until they are done or stopped.

PLAN (see plan.py) is `simulation.json` in DCI_LOCAL_FOLDER where it is not given. With `--history`, what each
client sent, was answered and saw is added to FILE, a JSON object a line (see history.py).
"""

import argparse
import asyncio
import os
from contextlib import ExitStack
from pathlib import Path

from simulation.plan import read
from simulation.play import play


async def main(plan: Path, history: Path | None) -> None:
    """Then wait to be stopped: who supervises us would start us again."""
    with ExitStack() as stack:
        output = None if history is None else stack.enter_context(history.open("a", encoding="utf-8"))
        await play(read(plan), output)
        await asyncio.Event().wait()


def _local_plan() -> Path:
    return Path(os.environ.get("DCI_LOCAL_FOLDER", ".local")) / "simulation.json"


if __name__ == "__main__":
    parser = argparse.ArgumentParser("python -m simulation", description="Joue les internes d’un plan.")
    parser.add_argument("plan", nargs="?", type=Path, default=_local_plan())
    parser.add_argument("--history", type=Path)
    told = parser.parse_args()
    asyncio.run(main(told.plan, told.history))
