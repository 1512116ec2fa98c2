"""How to reach interns: for mails, and for the control room's phone (ADM-9)."""

from collections.abc import Sequence
from uuid import UUID

from services.identity.domain.people import Contact
from services.identity.use_cases.errors import TropDeDemandes
from services.identity.use_cases.tools import Tools

MOST = 500


def get_contacts(tools: Tools, *, intern_ids: Sequence[UUID]) -> list[Contact]:
    """The account's e-mail and phone, else the register's; unknown interns are left out. At most 500."""
    if len(intern_ids) > MOST:
        raise TropDeDemandes(maximum=MOST)
    with tools.begin() as work:
        return work.internes.contacts(intern_ids)
