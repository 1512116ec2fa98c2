"""An intern names a mandataire, and from then on cannot choose (PRC-1)."""

from uuid import UUID, uuid4

from services.identity.domain.droits import INTERNE
from services.identity.domain.events import AccountMail, DroitsChanged, MailWanted
from services.identity.domain.ports import Work
from services.identity.domain.procuration import EtatProcuration, Procuration
from services.identity.domain.semestre import Semestre
from services.identity.domain.text import email_key
from services.identity.use_cases import forms
from services.identity.use_cases.choosing_semestre import hold_open_semestre
from services.identity.use_cases.errors import MandataireDejaPris, ProcurationDejaDonnee, SaPropreAdresse
from services.identity.use_cases.procuration_links import new_link
from services.identity.use_cases.tools import Tools


def give_procuration(
    tools: Tools, *, intern_id: UUID, email: str, telephone: str
) -> tuple[Procuration, bool]:
    """The procuration, envoyée, and whether session counts it already (decision 6).

    `ProcurationDejaDonnee` where the intern has one; `MandataireDejaPris` where the e-mail holds another
    intern's of this semester (PRC-3). Two mails leave: to the intern, and to the mandataire with a link.
    """
    form = forms.Form()
    address = form.email("email", email, tools.email)
    phone = form.phone("telephone", telephone, tools.phone)
    form.check()
    with tools.begin() as work:
        semestre = hold_open_semestre(work)
        given = Procuration(
            uuid4(), intern_id, semestre.code, address, phone, EtatProcuration.ENVOYEE, tools.clock.now()
        )
        _add(work, given, semestre)
        droits = work.droits.record_procuration(intern_id, semestre.code, par=INTERNE, given=True)
        work.tell(
            [
                DroitsChanged(droits),
                MailWanted(AccountMail.PROCURATION_GIVEN, intern_id, mandataire_id=given.id),
                new_link(tools, work, given),
            ]
        )
        work.commit()
    return given, tools.rights.apply(droits)


def _add(work: Work, given: Procuration, semestre: Semestre) -> None:
    account = work.accounts.get(given.intern_id)
    if account is not None and email_key(account.email) == email_key(given.email):
        raise SaPropreAdresse
    if work.procurations.add(given):
        return
    if work.procurations.take_standing(given.intern_id, semestre) is not None:
        raise ProcurationDejaDonnee
    raise MandataireDejaPris
