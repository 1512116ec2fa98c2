"""ARS in the control room while faults are injected: pauses now and then, and goes on."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from dci.session.v1 import session_pb2 as session
from tests.faults.ars.room import new_key
from tests.faults.notes import Notes
from tests.faults.world.campaign import Campaign

EVERY: Final = (6.0, 14.0)
PAUSED: Final = (0.2, 3.0)
FULL_TIME: Final = 0.3
"""How often ARS gives the whole turn back."""


@dataclass(slots=True)
class Regie:
    """Somebody of ARS, for the amphis that go on at once."""

    campaign: Campaign
    amphi_ids: Sequence[str]
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
        amphi_id, person = chance.choice(self.amphi_ids), self.campaign.gestionnaire
        conduct = self.campaign.contracts.ars.conduct
        notes = Notes(self.campaign.notes_file(amphi_id), person.name, person.acting)
        key = new_key(chance)
        pause = session.PauseRequest(amphi_id=amphi_id, key=key, reason="Incident en salle")
        notes.sent(key, lambda: conduct.Pause(pause), amphi_id=amphi_id, act="pause")
        time.sleep(chance.uniform(*PAUSED))
        key, full = new_key(chance), chance.random() < FULL_TIME
        resume = session.ResumeRequest(amphi_id=amphi_id, key=key, full_time=full)
        notes.sent(key, lambda: conduct.Resume(resume), amphi_id=amphi_id, act="resume")
