"""There from the start; hesitates a little, and takes the dearest post that is still free."""

from simulation.intern import Intern


class Present:
    """The habit that the others change."""

    def __init__(self, intern: Intern) -> None:
        self.intern = intern

    async def arrive(self) -> None:
        """Come in; returns once one follows the amphi under one's own name, or nothing more is to come."""
        await self.intern.take_device(self.intern.part.credentials)

    async def take_turn(self) -> None:
        """What one does in one's turn. `Refused`, `Unanswered`: nothing more to do in it."""
        await self.intern.hesitate()
        await self.intern.choose_one_of(self.intern.wishes())
