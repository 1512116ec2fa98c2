"""The mailed link that makes a procuration active (PRC-2); like every one, it serves once, for a while."""

from datetime import timedelta
from typing import Final
from uuid import uuid4

from services.identity.domain.events import AccountMail, MailWanted
from services.identity.domain.links import LIFETIMES, LinkKind, LinkState, MailLink, allows_a_mail
from services.identity.domain.ports import Work
from services.identity.domain.procuration import EtatProcuration, Procuration
from services.identity.use_cases.errors import (
    LienDeProcurationExpire,
    LienInconnu,
    ProcurationAnnulee,
    ProcurationDejaAcceptee,
    TropDeProcurations,
)
from services.identity.use_cases.tools import Tools

_AN_HOUR: Final = timedelta(hours=1)


def new_link(tools: Tools, work: Work, procuration: Procuration) -> MailWanted:
    """A link for the mandataire; `TropDeProcurations` after five an hour that one intern has sent (SEC-4)."""
    now, lifetime = tools.clock.now(), LIFETIMES[LinkKind.PROCURATION]
    if not allows_a_mail(work.links.of_procurations(procuration.intern_id, now + lifetime - _AN_HOUR)):
        raise TropDeProcurations
    link = MailLink(
        uuid4(),
        LinkKind.PROCURATION,
        procuration.intern_id,
        procuration.email,
        now + lifetime,
        procuration_id=procuration.id,
    )
    work.links.add(link)
    return MailWanted(AccountMail.PROCURATION_LINK, procuration.intern_id, link.id, procuration.id)


def linked_procuration(tools: Tools, work: Work, token: str, *, lock: bool) -> tuple[MailLink, Procuration]:
    """What the token of a mailed address stands for, still to be accepted.

    `LienInconnu`; `ProcurationDejaAcceptee`; `ProcurationAnnulee`, also where its semester is over;
    `LienDeProcurationExpire`.
    """
    link_id = tools.link_tokens.link_id(LinkKind.PROCURATION, token)
    link = None if link_id is None else work.links.take(link_id) if lock else work.links.get(link_id)
    if link is None or link.procuration_id is None:
        raise LienInconnu
    find = work.procurations.take if lock else work.procurations.get
    procuration = find(link.procuration_id)
    if procuration is None or not procuration.stands:
        raise ProcurationAnnulee
    if procuration.etat is EtatProcuration.ACTIVE:
        raise ProcurationDejaAcceptee
    if link.state(tools.clock.now()) is not LinkState.GOOD:
        raise LienDeProcurationExpire
    return link, procuration
