"""Loses the network while the choice is on its way; comes back and asks again under one key (G-2, G-3)."""

import asyncio

from simulation.behaviours.present import Present
from simulation.gateway import Refused, Unanswered
from simulation.intern import new_key


class LosingNetwork(Present):
    """Nobody knows whether the request arrived: the one question that the key answers."""

    async def take_turn(self) -> None:
        """Send, be cut off, come back; other wishes where the first cannot be had."""
        await self.intern.hesitate()
        for numero in self.intern.wishes():
            try:
                await self._cut_off(numero)
            except Refused as reason:
                if not reason.about_the_post:
                    raise
            else:
                return

    async def _cut_off(self, numero: int) -> None:
        key = new_key()
        sending = asyncio.create_task(self.intern.send(numero, key))
        await asyncio.sleep(self.intern.chance.uniform(0.0, 0.03))
        self.intern.screen.gateway.lose_network()
        sending.cancel()
        await asyncio.wait({sending})
        if not sending.cancelled() and not isinstance(sending.exception(), Unanswered):
            await sending
        await self.intern.hesitate()
        self.intern.screen.gateway.find_network()
        await self.intern.send_until_answered(numero, key)
