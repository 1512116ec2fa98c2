"""« Mes informations »: what the register and the account say of the intern who asks (PRO-2)."""

from dataclasses import dataclass
from uuid import UUID

from services.identity.domain.people import Account
from services.identity.domain.register import Interne
from services.identity.use_cases.errors import InterneInconnu
from services.identity.use_cases.tools import Tools


@dataclass(frozen=True, slots=True)
class Profile:
    interne: Interne
    account: Account


def get_my_profile(tools: Tools, *, intern_id: UUID) -> Profile:
    """The caller's own; `InterneInconnu` where the register or the account no longer has them."""
    with tools.begin() as work:
        interne, account = work.internes.get(intern_id), work.accounts.get(intern_id)
    if interne is None or account is None:
        raise InterneInconnu
    return Profile(interne, account)
