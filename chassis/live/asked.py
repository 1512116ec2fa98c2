"""What sockets ask, checked before anything else sees it: one spelling of an id, not too often (SEC-6)."""

from collections.abc import Callable
from time import monotonic
from typing import Final
from uuid import UUID

from chassis.errors import DomainError

AT_ONCE: Final = 30
"""How many questions a socket may ask in one go: every amphi of a page, and again after a few gaps."""
A_SECOND: Final = 1.0


class AmphiIllisible(DomainError):
    """Not the id of an amphi."""

    code = "identifiant_invalide"
    text = "« amphi_id » n’est pas un identifiant valable."


def amphi_id_of(value: object) -> str:
    """Return an id as everybody writes it, so that one amphi never has two boards; else `AmphiIllisible`."""
    try:
        return str(UUID(value)) if isinstance(value, str) else _refuse()
    except ValueError:
        return _refuse()


def _refuse() -> str:
    raise AmphiIllisible


class Pace:
    """How fast one socket asks: `AT_ONCE`, then `A_SECOND` more each second; answers are large."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._left = float(AT_ONCE)
        self._at = now()

    def allows(self) -> bool:
        """Count one question, and tell whether it is within bounds."""
        now = self._now()
        self._left = min(AT_ONCE, self._left + (now - self._at) * A_SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
