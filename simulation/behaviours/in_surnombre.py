"""Chooses in surnombre, validant or not: posts that others hold first (CHX-3, CHX-4)."""

from typing import Final

from simulation.behaviours.present import Present

HELD_TRIED: Final = 5


class InSurnombre(Present):
    """The type of choice is ARS's to give; the request is the same as everybody's, and postes judges it."""

    async def take_turn(self) -> None:
        """A few held posts, then the free ones."""
        await self.intern.hesitate()
        await self.intern.choose_one_of([*self.intern.held()[:HELD_TRIED], *self.intern.wishes()])
