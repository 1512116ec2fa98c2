"""A member of ARS's staff logs in with e-mail, password and one-time code (ADM-1)."""

from services.identity.domain.passwords import MOST_LENGTH
from services.identity.domain.people import StaffMember
from services.identity.domain.text import email_key
from services.identity.use_cases.access_tokens import OpenedSession, open_session, staff_person
from services.identity.use_cases.attempts import admit
from services.identity.use_cases.errors import CodeDejaUtilise, IdentifiantsDAgentFaux
from services.identity.use_cases.tools import Tools


def log_in_staff(
    tools: Tools, *, email: str, password: str, totp: str, address: str, device: str
) -> OpenedSession:
    """A short session. Whatever is wrong looks alike (`IdentifiantsDAgentFaux`); a code serves once."""
    attempt = admit(tools, "staff", email_key(email), address)
    with tools.begin() as work:
        member = work.staff.by_email(email)
    step = _step(tools, member, totp)
    good = tools.hasher.verify(member.password_hash if member else None, password[: MOST_LENGTH + 1])
    if member is None or not member.active or step is None or not good:
        raise IdentifiantsDAgentFaux
    with tools.begin() as work:
        if not work.staff.use_totp(member.id, step):
            raise CodeDejaUtilise
        attempt.succeeded(work)
        opened = open_session(tools, work, staff_person(member), address, device)
        work.commit()
    return opened


def _step(tools: Tools, member: StaffMember | None, code: str) -> int | None:
    secret = tools.cipher.decrypt(member.totp_secret).decode() if member else tools.totp_decoy
    return tools.totp_step(secret, code, tools.clock.now())
