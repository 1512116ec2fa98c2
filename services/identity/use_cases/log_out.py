"""Logging out ends the session everywhere, live connections included (CNX-3, decision 13)."""

from services.identity.domain.events import SessionEnded
from services.identity.use_cases.tools import Tools


def log_out(tools: Tools, *, secret: str) -> None:
    """Nothing to say where the session is unknown, or was ended before."""
    with tools.begin() as work:
        session = work.sessions.by_secret(tools.opaque.hash(secret))
        ended = work.sessions.end(session.id, tools.clock.now()) if session else None
        if ended is not None:
            work.tell([SessionEnded(ended)])
        work.commit()
