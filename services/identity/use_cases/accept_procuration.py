"""The mandataire follows the mailed link and sets a password: the procuration is active (PRC-2)."""

from services.identity.domain.droits import MANDATAIRE
from services.identity.domain.events import AccountMail, DroitsChanged, MailWanted
from services.identity.use_cases.forms import Form
from services.identity.use_cases.look_at_procuration import look_at_procuration
from services.identity.use_cases.new_password import check_new_password
from services.identity.use_cases.procuration_links import linked_procuration
from services.identity.use_cases.tools import Tools


def accept_procuration(tools: Tools, *, token: str, password: str, password_again: str) -> bool:
    """Whether session counts it already (decision 6). The link is used up; a mail tells the intern.

    The e-mail's own account of an intern, if there is one, keeps its own password (PRC-3).
    """
    offered = look_at_procuration(tools, token=token)
    form = Form()
    known = f"{offered.prenom} {offered.nom} {offered.procuration.email}"
    check_new_password(form, password, password_again, known=known)
    form.check()
    password_hash = tools.hasher.hash(password)
    with tools.begin() as work:
        link, procuration = linked_procuration(tools, work, token, lock=True)
        now = tools.clock.now()
        work.links.use(link.id, now)
        work.procurations.accept(procuration.id, password_hash, now)
        droits = work.droits.record_procuration(
            procuration.intern_id,
            procuration.semestre,
            par=MANDATAIRE,
            given=True,
            mandataire_id=procuration.id,
        )
        work.tell(
            [
                DroitsChanged(droits),
                MailWanted(
                    AccountMail.PROCURATION_ACCEPTED, procuration.intern_id, mandataire_id=procuration.id
                ),
            ]
        )
        work.commit()
    return tools.rights.apply(droits)
