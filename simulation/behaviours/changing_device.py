"""Follows on two devices, each logged in for itself; puts the first away in the middle of the turn."""

from simulation.behaviours.present import Present


class ChangingDevice(Present):
    """Presence is the person's, not the device's (LIV-3): nothing is lost with the first one."""

    async def arrive(self) -> None:
        """On both."""
        await super().arrive()
        await super().arrive()

    async def take_turn(self) -> None:
        """Begin on one, choose on the other, which shows the same turn."""
        await self.intern.hesitate()
        other = self.intern.screen
        await self.intern.take_device(self.intern.part.credentials)
        await self.intern.leave_device(other)
        await super().take_turn()
