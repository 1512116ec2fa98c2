"""The log-in cookie in each request: who asks, and their token on every call made while answering."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, g, request

from chassis.errors import DomainError
from chassis.rpc.context import acting_for
from chassis.rpc.refusals import SessionExpiree
from chassis.web.headers import cookie_name
from chassis.web.sessions import LoggedIn, Sessions
from chassis.web.settings import WebSettings
from dci.identity.v1.login_pb2 import OpenedSession

P = ParamSpec("P")
R = TypeVar("R")


class LogIn:
    """Attaches the sessions to an application."""

    def __init__(self, app: Flask, settings: WebSettings, sessions: Sessions) -> None:
        self.sessions = sessions
        self._cookie = cookie_name(settings, app, "session")
        self._secure = settings.secure
        app.before_request(self._recognise)
        app.teardown_request(_leave)

    def open(self, response: Response, session: OpenedSession) -> None:
        """Keep a session that identity opened, and give its secret to the browser alone.

        The one that this browser had ends: a page of it that is still open must not act for another account.
        """
        self._leave_session()
        self.sessions.opened(session)
        response.set_cookie(
            self._cookie,
            session.secret,
            expires=session.expires_at.ToDatetime(),
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )

    def close(self, response: Response) -> None:
        """End the session everywhere, and have the browser forget it; identity's refusals."""
        self._leave_session()
        response.delete_cookie(self._cookie, secure=self._secure, httponly=True, samesite="Lax")

    def secret(self) -> str:
        """Return the session's secret that the browser sent, if any."""
        return request.cookies.get(self._cookie, "")

    def holder(self) -> LoggedIn | None:
        """Return who sent the cookie of this request or handshake."""
        secret = self.secret()
        return self.sessions.find(secret) if secret else None

    def _leave_session(self) -> None:
        if secret := self.secret():
            self.sessions.leave(secret)

    def _recognise(self) -> None:
        if request.endpoint == "static_files.send":
            return
        try:
            g.person = self.holder()
        except DomainError as error:
            g.person_unknown = error
        person = current_person()
        stack = g.calls = ExitStack()
        stack.enter_context(acting_for(person.token if person else None))


def current_person() -> LoggedIn | None:
    """Return who is logged in; None too where identity cannot tell (pages for everybody go on)."""
    person: LoggedIn | None = g.get("person")
    return person


def person_is_unknown() -> bool:
    """Tell whether a session was sent and nobody can say whose it is, for now."""
    return "person_unknown" in g


def required_person() -> LoggedIn:
    """Return who is logged in, or refuse: `SessionExpiree`, or UNAVAILABLE where identity cannot tell."""
    person = current_person()
    if person is None:
        raise g.get("person_unknown") or SessionExpiree()
    return person


def logged_in(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view as open only to who is logged in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        required_person()
        return view(*args, **kwargs)

    return guarded


def _leave(_error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("calls", None)
    if stack is not None:
        stack.close()
