"""ARS in the control room while faults are injected: pauses now and then, and goes on."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from chassis.errors import DomainError, Kind
from dci.session.v1 import session_pb2 as session
from tests.faults.world.campaign import Campaign

EVERY: Final = (6.0, 14.0)
PAUSED: Final = (0.2, 3.0)
FULL_TIME: Final = 0.3
"""How often ARS gives the whole turn back."""
TRIES: Final = 120
AGAIN_AFTER: Final = 0.5


@dataclass(slots=True)
class Regie:
    """Somebody of ARS, for one amphi."""

    campaign: Campaign
    amphi_id: str
    calm: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while something is away alone: then nobody pauses either."""
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def conduct(self, chance: Random) -> None:
        """Until it is over; then nothing is paused."""
        while not await self._waited(chance.uniform(*EVERY)):
            async with self.calm:
                await asyncio.to_thread(self._pause_a_while, chance)

    async def _waited(self, seconds: float) -> bool:
        """Whether it is over."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)
        return self.over.is_set()

    def _pause_a_while(self, chance: Random) -> None:
        with self.campaign.acting_again() as calls:
            pause = session.PauseRequest(amphi_id=self.amphi_id, key=_key(chance), reason="Incident en salle")
            until_answered(lambda: calls.conduct.Pause(pause))
            time.sleep(chance.uniform(*PAUSED))
            full = chance.random() < FULL_TIME
            resume = session.ResumeRequest(amphi_id=self.amphi_id, key=_key(chance), full_time=full)
            until_answered(lambda: calls.conduct.Resume(resume))


def until_answered(call: Callable[[], object]) -> None:
    """The same command again, under the same key, until it is done or refused (G-3)."""
    for _ in range(TRIES):
        try:
            call()
        except DomainError as error:
            if error.kind is not Kind.UNAVAILABLE:
                return
            time.sleep(AGAIN_AFTER)
        else:
            return


def _key(chance: Random) -> str:
    return f"{chance.getrandbits(64):016x}"
