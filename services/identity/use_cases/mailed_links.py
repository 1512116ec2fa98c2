"""Finding the link that a token of a mailed address stands for."""

from services.identity.domain.links import LinkKind, LinkState, MailLink
from services.identity.domain.ports import Work
from services.identity.use_cases.errors import LienExpire, LienInconnu, LienUtilise
from services.identity.use_cases.tools import Tools


def usable_link(tools: Tools, work: Work, token: str, *, lock: bool = False) -> MailLink:
    """The link, or `LienInconnu`, `LienUtilise`, `LienExpire`."""
    link_id = tools.link_tokens.link_id(LinkKind.CONFIRMATION, token)
    if link_id is None:
        raise LienInconnu
    link = work.links.take(link_id) if lock else work.links.get(link_id)
    if link is None:
        raise LienInconnu
    match link.state(tools.clock.now()):
        case LinkState.USED:
            raise LienUtilise
        case LinkState.EXPIRED:
            raise LienExpire
        case LinkState.GOOD:
            return link
