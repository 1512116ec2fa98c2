"""By whom a command comes, and under which key (G-3)."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.session.domain.amphi import Who
from services.session.domain.record import ENGINE, STAFF
from services.session.use_cases.asked import Asked, SideText
from services.session.use_cases.errors import CleInvalide

_KEY: Final = re.compile(r"[0-9A-Za-z-]{8,64}")


@dataclass(frozen=True, slots=True)
class By:
    """`actor` as the log writes it, or `who` chooses; `key` is the client's, empty where none is needed."""

    actor: str
    key: str = ""
    who: Who | None = None

    def asking(self, content: str, beside: SideText | None = None) -> Asked:
        """This command; `content` tells it from any other."""
        return Asked(self.actor, self.key or None, content, beside, self.who)


BY_ENGINE: Final = By(ENGINE)


def by_staff(role: str, user_id: UUID, key: str | None) -> By:
    """A member of ARS's staff, by role and opaque id (ENG-8); `None` where the command needs no key."""
    return By(f"{STAFF}{role}:{user_id}", "" if key is None else _checked(key))


def by_chooser(who: Who, key: str) -> By:
    """An intern or a mandataire; the amphi under its lock says which rank that is."""
    return By("", _checked(key), who)


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise CleInvalide
    return key
