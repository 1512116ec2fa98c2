"""Chooses only when the time is over; refused (ENG-3), asks to be put back, and then chooses in time."""

import asyncio
from typing import Final

from simulation.behaviours.present import Present
from simulation.gateway import Refused

AFTER_SECONDS: Final = 1.5
"""Beyond `grace_reseau` of one second."""


class SendingTooLate(Present):
    """Too late the first time alone."""

    too_late = True

    async def take_turn(self) -> None:
        """Wait beyond the end, send all the same, press the button."""
        if not self.too_late:
            await super().take_turn()
            return
        self.too_late = False
        wish = next(iter(self.intern.wishes()), None)
        await asyncio.sleep(self.intern.screen.seconds_left() + AFTER_SECONDS)
        if wish is None:
            return
        try:
            await self.intern.choose(wish)
        except Refused:
            await self.intern.until("absent", "n_a_pas_choisi")
            await self.intern.ask_to_return()
