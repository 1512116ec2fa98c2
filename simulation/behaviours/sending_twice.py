"""Sends the same choice twice at once, again after the answer, and another one under another key (G-3)."""

import asyncio

from simulation.behaviours.present import Present
from simulation.gateway import Refused, Unanswered
from simulation.intern import new_key


class SendingTwice(Present):
    """A doubled click, a page loaded again, a second tab: one outcome, and each key its first answer."""

    async def take_turn(self) -> None:
        """Each wish so, until one is taken."""
        await self.intern.hesitate()
        for numero in self.intern.wishes():
            if await self._sent_twice(numero):
                return

    async def _sent_twice(self, numero: int) -> bool:
        """Whether it was answered with yes. The answers are noted, for the history checker to compare."""
        key = new_key()
        await self._all(numero, key, key)
        outcome = (await self._all(numero, key, new_key()))[0]
        if isinstance(outcome, Refused) and not outcome.about_the_post:
            raise outcome
        return outcome is None

    async def _all(self, numero: int, *keys: str) -> list[BaseException | None]:
        sent = (self.intern.send_until_answered(numero, key) for key in keys)
        outcomes = await asyncio.gather(*sent, return_exceptions=True)
        for outcome in outcomes:
            if outcome is not None and not isinstance(outcome, Refused | Unanswered):
                raise outcome
        return outcomes
