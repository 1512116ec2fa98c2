"""The session of a cookie against a fresh token: who is still allowed in? (decision 13)."""

from datetime import timedelta
from typing import Final

from chassis.rpc.refusals import SessionExpiree
from services.identity.domain.ports import Work
from services.identity.domain.web_sessions import Kind, WebSession
from services.identity.use_cases.access_tokens import (
    AccessToken,
    Person,
    access_token,
    interne_person,
    staff_person,
)
from services.identity.use_cases.tools import Tools

SEEN_EVERY: Final = timedelta(minutes=1)


def exchange_session(tools: Tools, *, secret: str) -> AccessToken:
    """A token of 30 minutes; `SessionExpiree` where the session is unknown, ended or too old."""
    now = tools.clock.now()
    with tools.begin() as work:
        session = work.sessions.by_secret(tools.opaque.hash(secret))
        if session is None or not session.is_alive(now):
            raise SessionExpiree
        person = _person(work, session)
        if now - session.seen_at >= SEEN_EVERY:
            work.sessions.touch(session.id, now)
        access = access_token(tools, work, person, session.id)
        work.commit()
    return access


def _person(work: Work, session: WebSession) -> Person:
    if session.kind is Kind.STAFF:
        member = work.staff.get(session.user_id)
        if member is not None and member.active:
            return staff_person(member)
    elif (interne := work.internes.get(session.user_id)) is not None:
        return interne_person(interne)
    raise SessionExpiree
