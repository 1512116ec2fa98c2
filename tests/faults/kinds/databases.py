"""PostgreSQL of session and of postes, and Kafka, stopped and killed, and started again."""

import asyncio
from random import Random

from tests.faults.kinds.kind import Inject, Kind
from tests.faults.stage import Stage


def away(program: str, part: str, shortest: float, longest: float, *, kill: bool) -> Inject:
    """The server is gone for so long; `part` is what can do nothing without it."""

    async def inject(stage: Stage, chance: Random, index: int) -> None:
        processes = stage.system.processes
        processes.expected.add(program)
        if kill:
            processes.kill(program)
        else:
            await processes.stop(program)
        with stage.is_away(part, index):
            await asyncio.sleep(chance.uniform(shortest, longest))
        await stage.system.start_again(program)

    return inject


SESSION, POSTES = "postgresql-session", "postgresql-postes"

KINDS = (
    Kind("stop PostgreSQL of session", SESSION, away(SESSION, "session", 0.5, 6.0, kill=False)),
    Kind("kill PostgreSQL of session", SESSION, away(SESSION, "session", 0.0, 6.0, kill=True)),
    Kind("stop PostgreSQL of postes", POSTES, away(POSTES, "postes", 6.0, 9.0, kill=False), calm=True),
    Kind("kill PostgreSQL of postes", POSTES, away(POSTES, "postes", 0.0, 7.0, kill=True)),
    Kind("stop Kafka", "kafka", away("kafka", "kafka", 12.0, 15.0, kill=False), calm=True),
    Kind("kill Kafka", "kafka", away("kafka", "kafka", 1.0, 8.0, kill=True)),
)
