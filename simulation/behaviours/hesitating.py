"""Tries posts that cannot be had, changes mind, and uses most of the turn."""

import asyncio
from contextlib import suppress
from typing import Final

from simulation.behaviours.present import Present
from simulation.gateway import Refused

REFUSED_TRIES: Final = 3
USED: Final = 0.8
"""Of what is left of the turn after those tries."""


class Hesitating(Present):
    """The server says no three times and gives that time back; the intern thinks until the end is near."""

    async def take_turn(self) -> None:
        """Not the first wish in the end: the second, where there is one."""
        for numero in self.intern.closed()[:REFUSED_TRIES]:
            with suppress(Refused):
                await self.intern.choose(numero)
                return
            await self.intern.hesitate()
        await asyncio.sleep(max(0.0, self.intern.screen.seconds_left() * USED))
        first, *others = self.intern.wishes() or [0]
        await self.intern.choose_one_of([*others, first])
