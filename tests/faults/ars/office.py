"""Everything that people do beside the turns, one thing after another, whatever became of the last one."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from chassis.errors import DomainError
from tests.faults.ars.correcting import correct_one, exchange_two
from tests.faults.ars.offering import add_a_post, lift_a_reservation, withdraw_a_post
from tests.faults.ars.placing import place_somebody
from tests.faults.ars.rights import accept_a_type, cancel_a_procuration, give_a_procuration
from tests.faults.ars.room import Room
from tests.faults.world.prepared import Prepared

Act = Callable[[Room, Prepared, Random], None]
ACTS: Final[tuple[Act, ...]] = (
    place_somebody,
    correct_one,
    exchange_two,
    accept_a_type,
    give_a_procuration,
    cancel_a_procuration,
    add_a_post,
    withdraw_a_post,
    lift_a_reservation,
    correct_one,
)
GAPS: Final = (1.5, 4.0)
AT_ONCE: Final = 8


@dataclass(slots=True)
class Office:
    """In an order that follows from the seed; whom it concerns, from what is there then."""

    room: Room
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def work(self, chance: Random) -> None:
        """Until it is over; returns when everything is answered, or given up."""
        with ThreadPoolExecutor(AT_ONCE) as people:
            doing: list[asyncio.Future[None]] = []
            acts: list[Act] = []
            while not await self._waited(chance.uniform(*GAPS)):
                acts = acts or chance.sample(ACTS, len(ACTS))
                doing.append(self._begun(people, acts.pop(), Random(chance.getrandbits(64))))
            await asyncio.gather(*doing)

    async def afterwards(self, chance: Random) -> None:
        """The amphis are over: what ARS still does extends their records (ENG-7)."""
        for act in (place_somebody, correct_one):
            await asyncio.to_thread(self._do, act, chance)

    def _begun(self, people: ThreadPoolExecutor, act: Act, chance: Random) -> "asyncio.Future[None]":
        return asyncio.get_running_loop().run_in_executor(people, self._do, act, chance)

    def _do(self, act: Act, chance: Random) -> None:
        """Nobody answers what is to be seen: then nothing is done."""
        with suppress(DomainError, OSError):
            act(self.room, chance.choice(self.room.amphis), chance)

    async def _waited(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)
        return self.over.is_set()
