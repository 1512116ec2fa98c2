"""The token of a mailed link, for notifications alone, who writes the mail (decision 13)."""

from dataclasses import dataclass
from uuid import UUID

from services.identity.domain.links import LinkKind, LinkState, MailLink
from services.identity.domain.ports import Work
from services.identity.domain.procuration import EtatProcuration
from services.identity.use_cases.errors import LienInconnu
from services.identity.use_cases.tools import Tools


@dataclass(frozen=True, slots=True)
class LinkToMail:
    """`usable`: whether it still makes sense to send it."""

    token: str
    email: str
    prenom: str
    usable: bool


def get_mail_link(tools: Tools, *, link_id: UUID) -> LinkToMail:
    """By the id that the event carried."""
    with tools.begin() as work:
        link = work.links.get(link_id)
        interne = work.internes.get(link.intern_id) if link else None
        wanted = link is not None and _is_wanted(work, link)
    if link is None or interne is None:
        raise LienInconnu
    return LinkToMail(
        token=tools.link_tokens.token(link.kind, link.id),
        email=link.email,
        prenom=interne.prenom,
        usable=link.state(tools.clock.now()) is LinkState.GOOD and wanted,
    )


def _is_wanted(work: Work, link: MailLink) -> bool:
    """Whether what it would do is still to be done."""
    if link.kind is LinkKind.CONFIRMATION:
        return work.accounts.get(link.intern_id) is None
    procuration = work.procurations.get(link.procuration_id) if link.procuration_id else None
    return procuration is not None and procuration.etat is EtatProcuration.ENVOYEE
