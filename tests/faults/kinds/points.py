"""SIGKILL at named points: wherever a step lies between two others, a process dies there."""

import asyncio
import time
from random import Random

from tests.faults.build import MAIL_POINTS, POSTES_POINTS, RELAY_POINTS, SESSION_POINTS
from tests.faults.kinds.deaths import killed
from tests.faults.kinds.kind import Inject, Kind
from tests.faults.stage import Stage

REACHED_WITHIN = 8.0


def die_at(service: str, point: str) -> Inject:
    """Whichever replica gets there first dies there; the others are spared."""

    async def inject(stage: Stage, chance: Random, _index: int) -> None:
        system, names = stage.system, stage.system.of(service)
        for name in names:
            system.processes.expected.add(name)
            system.tell(name, "die", point)
        end = time.monotonic() + REACHED_WITHIN
        while all(system.processes.is_running(name) for name in names) and time.monotonic() < end:
            await asyncio.sleep(0.02)
        for name in names:
            system.spare(name, "die")
        await asyncio.sleep(chance.choice((0.0, chance.uniform(0.3, 2.5))))
        await stage.both(*names)

    return inject


def die_in_start(service: str) -> Inject:
    """It dies, and again before it is up."""

    async def inject(stage: Stage, chance: Random, _index: int) -> None:
        name = chance.choice(stage.system.of(service))
        processes = stage.system.processes
        processes.expected.add(name)
        processes.kill(name)
        processes.start(name)
        await asyncio.sleep(chance.uniform(0.2, 3.0))
        await killed(stage, name, 0.0)

    return inject


KINDS = (
    *(Kind(f"die in session: {point}", "session", die_at("session", point)) for point in SESSION_POINTS),
    *(
        Kind(f"die in session’s relay: {point}", "session", die_at("session", point))
        for point in RELAY_POINTS
    ),
    *(Kind(f"die in postes: {point}", "postes", die_at("postes", point)) for point in POSTES_POINTS),
    *(
        Kind(f"die in notifications: {point}", "notifications", die_at("notifications", point))
        for point in MAIL_POINTS
    ),
    Kind("die in the start of session", "session", die_in_start("session")),
    Kind("die in the start of postes", "postes", die_in_start("postes")),
)
