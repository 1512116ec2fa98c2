"""The session of a cookie against a fresh token: who is still allowed in? (decision 13)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from chassis.rpc.refusals import SessionExpiree
from services.identity.domain.ports import Work
from services.identity.domain.procuration import EtatProcuration
from services.identity.domain.web_sessions import Kind, WebSession
from services.identity.use_cases.access_tokens import (
    AccessToken,
    Person,
    access_token,
    interne_person,
    mandataire_person,
    player_person,
    staff_person,
)
from services.identity.use_cases.tools import Tools

SEEN_EVERY: Final = timedelta(minutes=1)


def exchange_session(tools: Tools, *, secret: str) -> AccessToken:
    """A token of 30 minutes; `SessionExpiree` where the session is unknown, ended or too old."""
    now, secret_hash = tools.clock.now(), tools.opaque.hash(secret)
    with tools.begin() as work:
        session = work.sessions.by_secret(secret_hash)
        if session is None:
            return _in_rehearsal(tools, work, secret_hash, now)
        if not session.is_alive(now):
            raise SessionExpiree
        person = _person(work, session)
        if now - session.seen_at >= SEEN_EVERY:
            work.sessions.touch(session.id, now)
        access = access_token(tools, work, person, session.id)
        work.commit()
    return access


def _in_rehearsal(tools: Tools, work: Work, secret_hash: bytes, now: datetime) -> AccessToken:
    """A participant of an « amphi blanc » has no other session (SIM-1)."""
    session = work.rehearsal_sessions.by_secret(secret_hash)
    if session is None or now >= session.expires_at:
        raise SessionExpiree
    access = access_token(tools, work, player_person(session.player, session.semestre), session.id)
    work.commit()
    return access


def _person(work: Work, session: WebSession) -> Person:
    person = _FIND[session.kind](work, session.user_id)
    if person is None:
        raise SessionExpiree
    return person


def _staff(work: Work, user_id: UUID) -> Person | None:
    member = work.staff.get(user_id)
    return staff_person(member) if member is not None and member.active else None


def _interne(work: Work, user_id: UUID) -> Person | None:
    interne = work.internes.get(user_id)
    return interne_person(interne) if interne else None


def _mandataire(work: Work, user_id: UUID) -> Person | None:
    """As long as the procuration is active (PRC-4)."""
    procuration = work.procurations.get(user_id)
    if procuration is None or procuration.etat is not EtatProcuration.ACTIVE:
        return None
    interne = work.internes.get(procuration.intern_id)
    return mandataire_person(procuration, interne) if interne else None


_FIND: Final = {Kind.STAFF: _staff, Kind.INTERNE: _interne, Kind.MANDATAIRE: _mandataire}
