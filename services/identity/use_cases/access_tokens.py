"""Opening sessions, and the tokens that they are exchanged for (decision 13)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from chassis.callers import User
from services.identity.domain.people import StaffMember
from services.identity.domain.ports import Work
from services.identity.domain.procuration import Procuration
from services.identity.domain.register import Interne
from services.identity.domain.rehearsals import Player
from services.identity.domain.web_sessions import TOKEN_LIFETIME, Kind, WebSession
from services.identity.use_cases.signing import signing_key
from services.identity.use_cases.tools import Tools

_DEVICE = 300


@dataclass(frozen=True, slots=True)
class Person:
    """Who logs in, as tokens and pages need them."""

    id: UUID
    kind: Kind
    display_name: str
    roles: frozenset[str]
    acts_for: UUID | None = None
    """The intern who gave this mandataire a procuration (PRC-5)."""
    rehearsal: str = ""
    """The semestre of the one « amphi blanc » in which this person exists (SIM-1)."""

    @property
    def sees(self) -> UUID | None:
        """Whose amphi: one's own, or that of whoever gave the procuration; None: of staff, nobody's."""
        return None if self.kind is Kind.STAFF else self.acts_for or self.id


@dataclass(frozen=True, slots=True)
class AccessToken:
    token: str
    expires_at: datetime
    person: Person
    session_id: UUID


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """`secret` goes into the cookie and nowhere else."""

    secret: str
    expires_at: datetime
    access: AccessToken


def interne_person(interne: Interne) -> Person:
    return Person(interne.intern_id, Kind.INTERNE, f"{interne.prenom} {interne.nom}", frozenset())


def mandataire_person(procuration: Procuration, interne: Interne) -> Person:
    name = f"Mandataire de {interne.prenom} {interne.nom}"
    return Person(procuration.id, Kind.MANDATAIRE, name, frozenset(), acts_for=interne.intern_id)


def staff_person(member: StaffMember) -> Person:
    return Person(member.id, Kind.STAFF, member.nom, frozenset({member.role.value}))


def player_person(player: Player, semestre: str) -> Person:
    kind = Kind.INTERNE if player.acts_for is None else Kind.MANDATAIRE
    return Person(player.user_id, kind, player.display_name, frozenset(), player.acts_for, semestre)


def open_session(tools: Tools, work: Work, person: Person, address: str, device: str) -> OpenedSession:
    """A new session; it exists once the work is committed."""
    now, secret = tools.clock.now(), tools.opaque.new()
    session = WebSession(uuid4(), person.kind, person.id, address, device[:_DEVICE], now, now)
    work.sessions.add(session, tools.opaque.hash(secret))
    return OpenedSession(secret, session.expires_at, access_token(tools, work, person, session.id))


def access_token(tools: Tools, work: Work, person: Person, session_id: UUID) -> AccessToken:
    """A token of 30 minutes for this session."""
    now = tools.clock.now()
    user = User(
        person.id, person.kind.value, person.roles, session_id, person.acts_for, rehearsal=person.rehearsal
    )
    token = tools.user_tokens.sign(user, signing_key(tools, work, now), now)
    return AccessToken(token, now + TOKEN_LIFETIME, person, session_id)
