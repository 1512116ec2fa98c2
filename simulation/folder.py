"""Plays every plan that is put into a folder, as soon as it is there: an amphi blanc's participants (SIM-1).

A plan is forgotten when it is read: it holds the secrets of open sessions.
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

import structlog

from simulation.plan import Plan, plan_of
from simulation.play import play

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS: Final = 1.0


async def play_folder(folder: Path, output: TextIO | None = None) -> None:
    """Until stopped; plans go on beside each other, and one that fails fails alone. `output`: see `play`."""
    playing: set[asyncio.Task[None]] = set()
    while True:
        for name, plan in _taken(folder):
            task = asyncio.create_task(_play(name, plan, output))
            playing.add(task)
            task.add_done_callback(playing.discard)
        await asyncio.sleep(LOOK_EVERY_SECONDS)


def _taken(folder: Path) -> Iterator[tuple[str, Plan]]:
    for file in sorted(folder.glob("*.json")):
        told = file.read_text()
        file.unlink()
        try:
            yield file.stem, plan_of(json.loads(told))
        except (ValueError, KeyError, TypeError):
            log.exception("not a plan", plan=file.stem)


async def _play(name: str, plan: Plan, output: TextIO | None) -> None:
    try:
        await play(plan, output)
    except Exception:
        log.exception("plan failed", plan=name)
    else:
        log.info("plan over", plan=name)
