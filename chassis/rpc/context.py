"""What a call knows of itself, wherever in the code: its caller, its request's id, the user it acts for.

Context variables: they follow threads and gevent's greenlets alike.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final
from uuid import uuid4

import structlog

from chassis.callers import Caller, User
from chassis.rpc.refusals import SessionExpiree

_CALLER: ContextVar[Caller] = ContextVar("caller")
_USER_TOKEN: ContextVar[str | None] = ContextVar("user_token", default=None)
_PLAIN_ID: Final = re.compile(r"[0-9A-Za-z-]{8,64}")


def current_caller() -> Caller:
    """Return who calls; only inside an RPC that this process answers."""
    return _CALLER.get()


def current_user() -> User:
    """Return the user for whom the call is made; an RPC without one is refused (`SessionExpiree`)."""
    user = current_caller().user
    if user is None:
        raise SessionExpiree
    return user


def request_id() -> str | None:
    """Return the id that the logs of every service give to what is going on now, if it is a request."""
    found = structlog.contextvars.get_contextvars().get("request_id")
    return found if isinstance(found, str) else None


@contextmanager
def in_request(given: str | None = None) -> Iterator[str]:
    """Within, logs and calls carry an id: the given one if plain (8 to 64 signs), or a new one."""
    chosen = _chosen(given)
    with structlog.contextvars.bound_contextvars(request_id=chosen):
        yield chosen


@contextmanager
def acting_for(user_token: str | None) -> Iterator[None]:
    """Within, calls to services carry this user's token (or nobody's)."""
    before = _USER_TOKEN.set(user_token)
    try:
        yield
    finally:
        _USER_TOKEN.reset(before)


def user_token() -> str | None:
    """Return the token of the user for whom calls are made now."""
    return _USER_TOKEN.get()


@contextmanager
def called_by(caller: Caller) -> Iterator[None]:
    """Within, `current_caller()` is this one: for tests of servicers without a server."""
    before = _CALLER.set(caller)
    try:
        yield
    finally:
        _CALLER.reset(before)


def enter_request(given: str | None) -> None:
    """Begin to answer a call in a context of its own: as `in_request`, to the context's end."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=_chosen(given))


def enter_call(caller: Caller) -> None:
    """Say who calls, to the end of the call's own context."""
    _CALLER.set(caller)


def _chosen(given: str | None) -> str:
    return given if given and _PLAIN_ID.fullmatch(given) else uuid4().hex
