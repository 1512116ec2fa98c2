"""Connections between services cut, refused and slowed by the proxies."""

import asyncio
from random import Random

from tests.faults.kinds.kind import Inject, Kind
from tests.faults.stage import Stage
from tests.faults.world.proxy import Link


def _some(stage: Stage, chance: Random, caller: str, callee: str) -> list[Link]:
    """The links of one caller, or all links between the two."""
    names = [name for name in stage.system.links if name.startswith(caller) and f">{callee}" in name]
    chosen = chance.choice(sorted({name.split(">")[0] for name in names}))
    if chance.random() < 0.5:
        names = [name for name in names if name.startswith(f"{chosen}>")]
    return [stage.system.links[name] for name in names]


def cut(caller: str, callee: str) -> Inject:
    """Reset in the middle of whatever they carry, now and then again; they may come back at once."""

    async def inject(stage: Stage, chance: Random, _index: int) -> None:
        links = _some(stage, chance, caller, callee)
        for _ in range(chance.randint(1, 4)):
            for link in links:
                link.cut()
            await asyncio.sleep(chance.uniform(0.05, 1.0))

    return inject


def part(caller: str, callee: str, shortest: float, longest: float) -> Inject:
    """One caller, or all, cannot reach the other side at all."""

    async def inject(stage: Stage, chance: Random, _index: int) -> None:
        links = _some(stage, chance, caller, callee)
        for link in links:
            link.close()
        await asyncio.sleep(chance.uniform(shortest, longest))
        for link in links:
            link.heal()

    return inject


def slow(caller: str, callee: str) -> Inject:
    """Every piece comes late."""

    async def inject(stage: Stage, chance: Random, _index: int) -> None:
        links = _some(stage, chance, caller, callee)
        for link in links:
            link.slow = chance.uniform(0.05, 0.6)
        await asyncio.sleep(chance.uniform(2.0, 5.0))
        for link in links:
            link.heal()

    return inject


def part_all_from_kafka(shortest: float, longest: float) -> Inject:
    """The broker runs, and no service reaches it: for everybody the same as without it (G-6)."""

    async def inject(stage: Stage, chance: Random, index: int) -> None:
        links = [link for name, link in stage.system.links.items() if name.endswith(">kafka")]
        for link in links:
            link.close()
        with stage.is_away("kafka", index):
            await asyncio.sleep(chance.uniform(shortest, longest))
        for link in links:
            link.heal()

    return inject


KINDS = (
    Kind("cut session from postes, again and again", "session>postes", cut("session", "postes")),
    Kind("cut gateway from session, again and again", "gateway>session", cut("gateway", "session")),
    Kind("cut session from its database, again and again", "session>database", cut("session", "database")),
    Kind("cut postes from its database, again and again", "postes>database", cut("postes", "database")),
    Kind("part session from postes", "session>postes", part("session", "postes", 2.0, 6.0)),
    Kind("part gateway from session", "gateway>session", part("gateway", "session", 1.0, 4.0)),
    Kind("slow session to postes", "session>postes", slow("session", "postes")),
    Kind("slow gateway to session", "gateway>session", slow("gateway", "session")),
    Kind("slow session to its database", "session>database", slow("session", "database")),
    Kind("cut session from Kafka, again and again", "session>kafka", cut("session", "kafka")),
    Kind(
        "cut notifications from Kafka, again and again", "notifications>kafka", cut("notifications", "kafka")
    ),
    Kind("cut gateway from Kafka, again and again", "gateway>kafka", cut("gateway", "kafka")),
    Kind("part session from Kafka", "session>kafka", part("session", "kafka", 2.0, 12.0)),
    Kind("part gateway from Kafka", "gateway>kafka", part("gateway", "kafka", 2.0, 8.0)),
    Kind("part everybody from Kafka", "kafka", part_all_from_kafka(12.0, 15.0), calm=True),
    Kind("slow session to Kafka", "session>kafka", slow("session", "kafka")),
    Kind("slow gateway to Kafka", "gateway>kafka", slow("gateway", "kafka")),
)
