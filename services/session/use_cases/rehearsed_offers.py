"""What rehearsals ask of postes (SIM-1)."""

from typing import Protocol


class RehearsedOffers(Protocol):
    """Copies of offers, each in the semestre of its rehearsal."""

    def copy(self, offer_id: str, semestre: str) -> None:
        """The posts of this offer, free, in this semestre too; done again, nothing changes."""

    def forget(self, semestre: str) -> None:
        """Nothing of this semestre is left; done again, nothing changes."""
