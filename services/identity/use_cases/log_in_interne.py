"""An intern logs in with e-mail and password (CNX-1)."""

from services.identity.domain.passwords import MOST_LENGTH
from services.identity.domain.text import email_key
from services.identity.use_cases.access_tokens import OpenedSession, interne_person, open_session
from services.identity.use_cases.attempts import admit
from services.identity.use_cases.errors import IdentifiantsFaux
from services.identity.use_cases.tools import Tools


def log_in_interne(tools: Tools, *, email: str, password: str, address: str, device: str) -> OpenedSession:
    """A session. Wrong e-mail and wrong password look alike, in words and in time (`IdentifiantsFaux`)."""
    attempt = admit(tools, "interne", email_key(email), address)
    with tools.begin() as work:
        account = work.accounts.by_email(email)
    good = tools.hasher.verify(account.password_hash if account else None, password[: MOST_LENGTH + 1])
    if account is None or not good:
        raise IdentifiantsFaux
    with tools.begin() as work:
        interne = work.internes.get(account.intern_id)
        if interne is None:
            raise IdentifiantsFaux
        attempt.succeeded(work)
        opened = open_session(tools, work, interne_person(interne), address, device)
        work.commit()
    return opened
