"""What the checker says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """A guarantee that did not hold, and where."""

    guarantee: str
    what: str

    def __str__(self) -> str:
        return f"{self.guarantee}: {self.what}"
