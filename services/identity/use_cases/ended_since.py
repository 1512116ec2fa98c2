"""Sessions that ended before their time: gateway and admin ask every 2 s (decision 13)."""

from services.identity.domain.web_sessions import ENDED_KEPT, EndedSession
from services.identity.use_cases.tools import Tools


def ended_since(tools: Tools, *, after: int) -> tuple[list[EndedSession], int]:
    """Those with a number above `after`, in order, and the newest number of all.

    As far back as a token lives; a number that was never given (another database) counts as 0.
    """
    since = tools.clock.now() - ENDED_KEPT
    with tools.begin() as work:
        newest = work.sessions.newest_ended()
        ended = work.sessions.ended_after(after if after <= newest else 0, since)
    return ended, max([newest, *(one.number for one in ended)])
