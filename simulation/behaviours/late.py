"""Not there at the turn; logs in once marked absent, is put back by that alone (ENG-5), and chooses."""

from simulation.behaviours.present import Present
from simulation.gateway import ANYBODY


class Late(Present):
    """Watches without an account meanwhile, which counts as nobody's presence (LIV-3)."""

    async def arrive(self) -> None:
        """Wait to be called in vain, then come."""
        outside = await self.intern.take_device(ANYBODY)
        await self.intern.until("absent")
        if self.intern.over():
            return
        await self.intern.hesitate()
        await super().arrive()
        await self.intern.leave_device(outside)
