"""The mandataire follows and chooses; the intern watches, tries too, and is refused (PRC-1, ENG-6)."""

from contextlib import suppress

from simulation.behaviours.present import Present
from simulation.gateway import Refused
from simulation.intern import new_key
from simulation.screen import Screen


class ByProxy(Present):
    """Needs the mandataire's credentials; the intern's own are optional."""

    intern_screen: Screen | None = None

    async def arrive(self) -> None:
        """The intern, if there are credentials, then the mandataire, who acts."""
        if self.intern.part.credentials.can_log_in:
            self.intern_screen = await self.intern.take_device(self.intern.part.credentials)
        await self.intern.take_device(self.intern.part.mandataire)

    async def take_turn(self) -> None:
        """The intern's own try first: it must be refused."""
        if self.intern_screen is not None:
            with suppress(Refused):
                await self.intern.send(self.intern.wishes()[0], new_key(), self.intern_screen)
                return
        await super().take_turn()
