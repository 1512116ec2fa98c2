"""What the use cases need of storage. Everything seen through one `Work` is one transaction."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from services.identity.domain.audit import StaffAction
from services.identity.domain.demande import Demande, EtatDemande
from services.identity.domain.droits import Droits, TypeChoix
from services.identity.domain.events import DomainEvent
from services.identity.domain.inscription import RegisterLine
from services.identity.domain.links import MailLink, Ticket
from services.identity.domain.people import Account, Contact, StaffMember
from services.identity.domain.procuration import EtatProcuration, Procuration
from services.identity.domain.register import Interne, Reference, ReferenceKind
from services.identity.domain.rehearsals import RehearsalSession
from services.identity.domain.semestre import KnownSemestre, Semestre
from services.identity.domain.signing_keys import SigningKey
from services.identity.domain.web_sessions import EndedSession, Kind, WebSession


class Internes(Protocol):
    """The register."""

    def get(self, intern_id: UUID) -> Interne | None: ...
    def take(self, intern_id: UUID) -> Interne | None:
        """Locked until the end of the transaction."""

    def lines_of_ine(self, ine: str) -> list[RegisterLine]: ...
    def lines_born_on(self, day: date) -> list[RegisterLine]: ...
    def page(self, groupe: str | None, after: UUID | None, size: int) -> list[Interne]:
        """In id order, with the UFR in force; None: every groupe, from the first."""

    def by_ine(self, ines: Collection[str]) -> dict[str, Interne]: ...
    def ids_by_ine(self, ines: Collection[str]) -> dict[str, UUID]: ...
    def contacts(self, intern_ids: Collection[UUID]) -> list[Contact]: ...
    def save(self, internes: Sequence[Interne]) -> None:
        """Creates or replaces, by intern_id."""

    def ufrs(self) -> list[str]: ...
    def hold_still(self) -> None:
        """Until the end of the transaction nobody else changes the register."""


class Accounts(Protocol):
    """The interns' accounts."""

    def get(self, intern_id: UUID) -> Account | None: ...
    def by_email(self, email: str) -> Account | None: ...
    def add(self, account: Account) -> bool:
        """False where this intern or this e-mail already has one, however late that was found out."""

    def ufrs_of(self, intern_ids: Collection[UUID]) -> dict[UUID, str]: ...


class Staff(Protocol):
    def get(self, staff_id: UUID) -> StaffMember | None: ...
    def by_email(self, email: str) -> StaffMember | None: ...
    def save(self, member: StaffMember) -> None:
        """Creates, or replaces the one with the same e-mail."""

    def use_totp(self, staff_id: UUID, step: int) -> bool:
        """False where this step, or a later one, was already used."""


class WebSessions(Protocol):
    def add(self, session: WebSession, secret_hash: bytes) -> None: ...
    def by_secret(self, secret_hash: bytes) -> WebSession | None: ...
    def touch(self, session_id: UUID, now: datetime) -> None: ...
    def end(self, session_id: UUID, now: datetime) -> EndedSession | None:
        """Gives the ended session its number; None where it had ended before."""

    def alive_of(self, kind: Kind, user_id: UUID) -> list[UUID]:
        """Those that nobody ended, of one person."""

    def ended_after(self, number: int, since: datetime) -> list[EndedSession]: ...
    def newest_ended(self) -> int: ...


class RehearsalSessions(Protocol):
    """Of those who take part in « amphis blancs » (SIM-1)."""

    def add(self, sessions: Sequence[tuple[RehearsalSession, bytes]]) -> None:
        """Each with the hash of its secret."""

    def by_secret(self, secret_hash: bytes) -> RehearsalSession | None: ...
    def forget(self, semestre: str) -> None: ...


class Links(Protocol):
    """Tickets of inscriptions and mailed links."""

    def add_ticket(self, ticket: Ticket, secret_hash: bytes) -> None: ...
    def take_ticket(self, secret_hash: bytes) -> Ticket | None:
        """Locked until the end of the transaction."""

    def count_mail(self, ticket_id: UUID) -> None: ...
    def mails_of(self, intern_id: UUID, now: datetime) -> int:
        """Mails asked for with the tickets of this intern that are still good."""

    def add(self, link: MailLink) -> None: ...
    def of_procurations(self, intern_id: UUID, since: datetime) -> int:
        """Links to mandataires that this intern had sent and that expire after this instant."""

    def get(self, link_id: UUID) -> MailLink | None: ...
    def take(self, link_id: UUID) -> MailLink | None:
        """Locked until the end of the transaction."""

    def use(self, link_id: UUID, now: datetime) -> None: ...
    def count_failure(self, link_id: UUID) -> None: ...


class Failures(Protocol):
    """Recent failed attempts, by an opaque key. One attempt of a key at a time."""

    def hold(self, key: bytes) -> None:
        """Until the end of the transaction nobody else counts this key."""

    def count(self, key: bytes, since: datetime) -> int: ...
    def add(self, key: bytes, at: datetime) -> int:
        """The id of the failure."""

    def remove(self, failure_id: int) -> None: ...
    def forget(self, key: bytes) -> None: ...
    def purge(self, before: datetime) -> None: ...


class Specialities(Protocol):
    """Groupes and DES."""

    def all(self, kind: ReferenceKind) -> list[Reference]: ...
    def add(self, kind: ReferenceKind, references: Sequence[Reference]) -> list[Reference]:
        """Those that were not there yet."""


class Semestres(Protocol):
    def all(self) -> list[KnownSemestre]: ...
    def current(self) -> KnownSemestre | None: ...
    def hold_current(self) -> KnownSemestre | None:
        """Until the end of the transaction nobody closes it, nor makes another one current."""

    def close(self, semestre: Semestre, now: datetime) -> bool:
        """False where it is unknown; closed once, it keeps its first date."""

    def add(self, semestre: Semestre, newest_promotion: int) -> bool:
        """False where it is already there."""

    def make_current(self, semestre: Semestre) -> bool:
        """False where it is unknown."""


class TousDroits(Protocol):
    """Interns' rights. Each `record_…` changes one of them, under the next version of all (decision 6).

    `par` is who decided it, as in `Decideurs`.
    """

    def absences(self, semestre: Semestre) -> list[Droits]:
        """Of those who are absent."""

    def of_semestre(self, semestre: Semestre) -> list[Droits]: ...
    def get(self, keys: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], Droits]:
        """Where anything was ever recorded, by intern and semester."""

    def record_absence(self, intern_id: UUID, semestre: str, motif: str | None, *, par: str) -> Droits:
        """Motif None: it is taken away."""

    def record_type_choix(
        self, intern_id: UUID, semestre: str, type_choix: TypeChoix, *, par: str
    ) -> Droits: ...
    def record_procuration(
        self, intern_id: UUID, semestre: str, *, par: str, given: bool, mandataire_id: UUID | None = None
    ) -> Droits: ...
    def hold_still(self) -> None:
        """Until the end of the transaction nobody else changes the rights of many."""


class Procurations(Protocol):
    """`take…`: locked until the end of the transaction."""

    def get(self, procuration_id: UUID) -> Procuration | None: ...
    def take(self, procuration_id: UUID) -> Procuration | None: ...
    def take_standing(self, intern_id: UUID, semestre: Semestre) -> Procuration | None: ...
    def standing(self, intern_ids: list[UUID], semestre: Semestre) -> dict[UUID, Procuration]: ...
    def take_all_standing(self, semestre: Semestre) -> list[Procuration]: ...
    def accepted_last(self, intern_id: UUID, semestre: Semestre) -> Procuration | None: ...
    def active_by_email(self, email: str, semestre: Semestre) -> Procuration | None: ...
    def add(self, procuration: Procuration) -> bool:
        """False where this intern, or this e-mail, has one that stands, however late that was found out."""

    def accept(self, procuration_id: UUID, password_hash: str, now: datetime) -> None: ...
    def end(self, procuration_id: UUID, etat: EtatProcuration, now: datetime) -> None: ...


class Demandes(Protocol):
    """`take…`: locked until the end of the transaction."""

    def get(self, demande_id: UUID) -> Demande | None: ...
    def take(self, demande_id: UUID) -> Demande | None: ...
    def take_pending(self, intern_id: UUID) -> Demande | None: ...
    def pending(self, intern_ids: list[UUID], semestre: Semestre) -> dict[UUID, Demande]: ...
    def of_interne(self, intern_id: UUID, semestre: Semestre) -> list[Demande]:
        """The newest first."""

    def of_semestre(self, semestre: Semestre, etat: EtatDemande | None) -> list[Demande]:
        """Those to judge first, then the newest; None: in every state."""

    def take_all_pending(self, semestre: Semestre) -> list[Demande]: ...
    def add(self, demande: Demande) -> bool:
        """False where the intern has one pending, however late that was found out."""

    def decide(self, demande_id: UUID, etat: EtatDemande, now: datetime, reason: str = "") -> None: ...
    def note_papers(self, demande_id: UUID, note: str, *, received: bool) -> None: ...


class SigningKeys(Protocol):
    def all(self) -> list[SigningKey]: ...
    def hold_still(self) -> None: ...
    def add(self, key: SigningKey) -> None: ...
    def remove(self, key_ids: Collection[str]) -> None: ...


class Audit(Protocol):
    def add(self, action: StaffAction) -> None: ...


class Work(Protocol):
    """One transaction: rolled back unless committed."""

    internes: Internes
    accounts: Accounts
    staff: Staff
    sessions: WebSessions
    rehearsal_sessions: RehearsalSessions
    links: Links
    failures: Failures
    specialities: Specialities
    semestres: Semestres
    droits: TousDroits
    procurations: Procurations
    demandes: Demandes
    keys: SigningKeys
    audit: Audit

    def tell(self, events: Sequence[DomainEvent]) -> None:
        """Leaves with the commit, or not at all (decision 8)."""

    def commit(self) -> None: ...


Begin = Callable[[], AbstractContextManager[Work]]
