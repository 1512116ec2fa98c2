"""Every page is for staff; what a role may not do is not offered, and the service refuses it (ADM-1)."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, make_response, redirect, request, url_for

from chassis.errors import DomainError, Kind
from chassis.rpc.access import ROLES
from chassis.rpc.refusals import SessionExpiree
from chassis.web.login import current_person, required_person
from chassis.web.sessions import LoggedIn

P = ParamSpec("P")
R = TypeVar("R")

OPEN = frozenset({"connexion.connexion", "static_files.send"})


class RoleInsuffisant(DomainError):
    """The account may look, not act."""

    code = "role_insuffisant"
    kind = Kind.FORBIDDEN
    text = (
        "Votre compte permet de consulter, pas d’agir. Demandez à un administrateur si vous en avez besoin."
    )


def guard(app: Flask) -> None:
    """Send whoever is not logged in to the log-in page, and back afterwards."""
    app.before_request(_only_staff)
    app.jinja_env.globals.update(may=may)


def is_staff(person: LoggedIn) -> bool:
    """Tell a member of staff from an intern, whose session would be as good to identity."""
    return not person.roles.isdisjoint(ROLES)


def may(role: str) -> bool:
    """Tell whether who is logged in has this role or a higher one."""
    person = current_person()
    return person is not None and not person.roles.isdisjoint(ROLES[ROLES.index(role) :])


def acting_as(role: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view as an action of this role."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not may(role):
                raise RoleInsuffisant
            return view(*args, **kwargs)

        return guarded

    return mark


def wants_part() -> bool:
    """Tell whether a script asks for a part of a page."""
    return "X-Part" in request.headers


def _only_staff() -> Response | None:
    if request.endpoint in OPEN or _recognised():
        return None
    if wants_part():
        return make_response("", 401)
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return make_response(redirect(url_for("connexion.connexion", suite=back)))


def _recognised() -> bool:
    """UNAVAILABLE where identity cannot tell who it is."""
    try:
        return is_staff(required_person())
    except SessionExpiree:
        return False
