"""Who is asking: the service that calls, and the user for whom it does (architecture, decision 13)."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

UserKind = Literal["interne", "mandataire", "staff"]


@dataclass(frozen=True, slots=True)
class User:
    """A person who is logged in, as identity's signed token says; only staff have `roles`.

    `acts_for`: the intern who gave this mandataire a procuration (PRC-5). `rehearsal`: the semestre of the
    one « amphi blanc » in which this token serves; empty: everywhere else (SIM-1).
    """

    id: UUID
    kind: UserKind
    roles: frozenset[str]
    session_id: UUID
    acts_for: UUID | None = None
    rehearsal: str = ""

    @property
    def intern_id(self) -> UUID:
        """The intern whose amphi this person sees: oneself, or whoever gave the procuration."""
        return self.acts_for or self.id

    @property
    def mandataire_id(self) -> UUID | None:
        """Who this is, where it is a mandataire."""
        return self.id if self.kind == "mandataire" else None


@dataclass(frozen=True, slots=True)
class Caller:
    """The calling service, proved by its own token, and the user it acts for, proved by identity's."""

    service: str
    user: User | None
