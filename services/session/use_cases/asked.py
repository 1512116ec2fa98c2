"""Who asks what of an amphi, and what is answered once and for all (G-3)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.errors import DomainError, Kind, RemoteError
from services.session.domain.amphi import Amphi, Who
from services.session.domain.codec import Json, plain, rebuilt
from services.session.domain.demande import Question
from services.session.domain.droits import Par
from services.session.domain.record import ENGINE, STAFF
from services.session.domain.refusals import PasDansLAmphi


@dataclass(frozen=True, slots=True)
class SideText:
    """Free text that lies beside the log; `hash` is the salted SHA-256 that the payload has (ENG-8)."""

    hash: str
    salt: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """`actor` as the log writes it; `key` is the client's, None for the engine's own commands.

    `content` tells this command from any other of that key. `who` chooses, and has no actor's name yet.
    """

    actor: str = ENGINE
    key: str | None = None
    content: str = ""
    beside: SideText | None = None
    who: Who | None = None

    def named_in(self, amphi: Amphi) -> "Asked":
        """Whoever chooses, by the rank in this amphi's call list (ENG-8); `PasDansLAmphi`."""
        if self.who is None:
            return self
        intern_id, mandataire_id = self.who
        passage = amphi.passages.get(intern_id)
        if passage is None:
            raise PasDansLAmphi
        kind = Par.INTERNE if mandataire_id is None else Par.MANDATAIRE
        return replace(self, actor=f"{kind.value}:{passage.rang_appel}")

    @property
    def by_ars(self) -> bool:
        """Whether a member of ARS's staff asks, and reads what is answered."""
        return self.actor.startswith(STAFF)


@dataclass(frozen=True, slots=True)
class Done:
    """The decision that came of it (the newest one, where there was nothing left to do)."""

    seq: int
    hash: str
    at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Refusal:
    """The error that was answered."""

    code: str
    kind: str
    text: str

    def error(self) -> DomainError:
        """The same error again, also to the client who asks again."""
        return RemoteError(code=self.code, kind=Kind(self.kind), text=self.text, details={})


Answer = Done | Refusal


@dataclass(frozen=True, slots=True)
class Stored:
    """A command as the table has it; without an answer it is a question that postes has not answered yet."""

    command_id: UUID
    amphi_id: UUID
    key: str
    actor: str
    content: str
    question: Question | None
    answer: Answer | None


def refusal_of(error: DomainError) -> Refusal:
    """What is kept of an error."""
    return Refusal(error.code, error.kind.value, error.text)


def written(answer: Answer) -> Json:
    """An answer as JSON."""
    return {"done": plain(answer)} if isinstance(answer, Done) else {"refused": plain(answer)}


def read(content: dict[str, Any]) -> Answer:
    """The answer that was written so."""
    if "done" in content:
        return rebuilt(Done, content["done"])
    return rebuilt(Refusal, content["refused"])
