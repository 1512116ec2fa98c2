"""Processes killed with SIGKILL at random, and stopped with SIGSTOP for longer than a lease."""

import asyncio
import signal
from random import Random

from tests.faults.kinds.kind import Inject, Kind
from tests.faults.stage import Stage

LEASE_SECONDS = 30.0


def kill_one(service: str) -> Inject:
    """One of its processes; what supervises starts it again, at once or a little later."""

    async def inject(stage: Stage, chance: Random, _index: int) -> None:
        name = chance.choice(stage.system.of(service))
        await killed(stage, name, chance.choice((0.0, chance.uniform(0.5, 4.0))))

    return inject


async def killed(stage: Stage, name: str, seconds: float) -> None:
    """Dead for so long."""
    processes = stage.system.processes
    processes.expected.add(name)
    processes.kill(name)
    await asyncio.sleep(seconds)
    await stage.system.start_again(name)


def kill_all(service: str, shortest: float, longest: float) -> Inject:
    """All of its processes at once: nobody does its work."""

    async def inject(stage: Stage, chance: Random, index: int) -> None:
        names, processes = stage.system.of(service), stage.system.processes
        for name in names:
            processes.expected.add(name)
            processes.kill(name)
        with stage.is_away(service, index):
            await asyncio.sleep(chance.uniform(shortest, longest))
        await stage.both(*names)

    return inject


def stop_one(service: str, shortest: float, longest: float) -> Inject:
    """One of its processes stands still, and wakes as if nothing had been."""

    async def inject(stage: Stage, chance: Random, _index: int) -> None:
        name, processes = chance.choice(stage.system.of(service)), stage.system.processes
        processes.send(name, signal.SIGSTOP)
        await asyncio.sleep(chance.uniform(shortest, longest))
        processes.send(name, signal.SIGCONT)
        await processes.ready(name)

    return inject


def stop_all(service: str, shortest: float, longest: float) -> Inject:
    """All of them stand still."""

    async def inject(stage: Stage, chance: Random, index: int) -> None:
        names, processes = stage.system.of(service), stage.system.processes
        for name in names:
            processes.send(name, signal.SIGSTOP)
        with stage.is_away(service, index):
            await asyncio.sleep(chance.uniform(shortest, longest))
        for name in names:
            processes.send(name, signal.SIGCONT)
        await asyncio.gather(*(processes.ready(name) for name in names))

    return inject


KINDS = (
    *(
        Kind(f"kill {service}", service, kill_one(service))
        for service in ("session", "postes", "gateway", "notifications", "identity", "ranking")
    ),
    Kind("kill all of session", "session", kill_all("session", 5.0, 8.0)),
    Kind("kill all of postes", "postes", kill_all("postes", 6.0, 9.0), calm=True),
    Kind("stop session", "session", stop_one("session", 2.5, 8.0)),
    Kind("stop all of session", "session", stop_all("session", 5.0, 9.0)),
    Kind("stop postes", "postes", stop_one("postes", 2.5, 6.0)),
    Kind(
        "stop a live pod for longer than a lease",
        "gateway",
        stop_one("gateway", LEASE_SECONDS, LEASE_SECONDS + 4),
    ),
)
