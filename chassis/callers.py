"""Who is asking: the service that calls, and the user for whom it does (architecture, decision 13)."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

UserKind = Literal["interne", "staff"]


@dataclass(frozen=True, slots=True)
class User:
    """A person who is logged in, as identity's signed token says; `roles` are empty for an interne."""

    id: UUID
    kind: UserKind
    roles: frozenset[str]
    session_id: UUID


@dataclass(frozen=True, slots=True)
class Caller:
    """The calling service, proved by its own token, and the user it acts for, proved by identity's."""

    service: str
    user: User | None
