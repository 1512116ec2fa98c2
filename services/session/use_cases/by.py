"""By whom a command comes, and under which key (G-3)."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.session.domain.amphi import Who
from services.session.domain.droits import Par
from services.session.domain.record import ENGINE
from services.session.domain.refusals import PasDansLAmphi
from services.session.use_cases.asked import Asked, SideText
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import CleInvalide

_KEY: Final = re.compile(r"[0-9A-Za-z-]{8,64}")


@dataclass(frozen=True, slots=True)
class By:
    """`actor` as the log writes it; `key` is the client's, empty where the command needs none."""

    actor: str
    key: str = ""

    def asking(self, content: str, beside: SideText | None = None) -> Asked:
        """This command; `content` tells it from any other."""
        return Asked(self.actor, self.key or None, content, beside)


BY_ENGINE: Final = By(ENGINE)


def by_staff(role: str, user_id: UUID, key: str | None) -> By:
    """A member of ARS's staff, by role and opaque id (ENG-8); `None` where the command needs no key."""
    return By(f"ars:{role}:{user_id}", "" if key is None else _checked(key))


def by_chooser(engine: Engine, amphi_id: UUID, who: Who, key: str) -> By:
    """An intern of the amphi's call list or a mandataire, by the intern's rank; `PasDansLAmphi`."""
    intern_id, mandataire_id = who
    with engine.database.transaction() as tx:
        inscrit = engine.books.rosters.one(tx, amphi_id, intern_id)
    if inscrit is None:
        raise PasDansLAmphi
    kind = Par.INTERNE if mandataire_id is None else Par.MANDATAIRE
    return By(f"{kind.value}:{inscrit.rang_appel}", _checked(key))


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise CleInvalide
    return key
