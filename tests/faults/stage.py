"""One amphi under faults: what is disturbed meanwhile, and what is known to have been away."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.faults.world.system import System


@dataclass(slots=True)
class Stage:
    """Handed to every fault. `away` is what the checker gets."""

    system: System
    away: list[dict[str, Any]] = field(default_factory=list)
    disturbed: list[tuple[float, float, int]] = field(default_factory=list)
    """From, until, which fault (monotonic): whatever overlaps is not `alone`."""

    @contextmanager
    def is_away(self, part: str, index: int) -> Iterator[None]:
        """While inside, this part does nothing for anybody."""
        since, began = now(), time.monotonic()
        try:
            yield
        finally:
            span = {"part": part, "since": since, "until": now(), "index": index}
            self.away.append({**span, "_from": began, "_until": time.monotonic()})

    def told_away(self) -> list[dict[str, Any]]:
        """For the checker: which of them were alone."""
        return [
            {
                "part": each["part"],
                "since": each["since"],
                "until": each["until"],
                "alone": not any(
                    index != each["index"] and since < each["_until"] and until > each["_from"]
                    for since, until, index in self.disturbed
                ),
            }
            for each in self.away
        ]

    async def both(self, *names: str) -> None:
        """Start these again; returns when they answer."""
        await asyncio.gather(*(self.system.start_again(name) for name in names))


def now() -> str:
    """As histories write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def one_of(chance: Random, names: list[str]) -> str:
    """Whom it hits."""
    return chance.choice(names)
