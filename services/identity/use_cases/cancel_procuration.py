"""The intern, or ARS, takes a procuration back: at any time, during the turn too (PRC-4, ADM-9)."""

from uuid import UUID

from chassis.callers import User
from services.identity.domain.droits import INTERNE, Droits
from services.identity.domain.events import AccountMail, MailWanted
from services.identity.domain.ports import Work
from services.identity.domain.procuration import EtatProcuration, Procuration
from services.identity.use_cases.auditing import decided_by, record
from services.identity.use_cases.choosing_semestre import current_semestre
from services.identity.use_cases.ending_procurations import end_procuration
from services.identity.use_cases.errors import AucuneProcuration
from services.identity.use_cases.tools import Tools


def cancel_my_procuration(tools: Tools, *, intern_id: UUID) -> bool:
    """Whether session counts it already: the intern can choose at once. `AucuneProcuration`: none stands."""
    with tools.begin() as work:
        _, droits = _cancel(tools, work, intern_id, INTERNE)
        work.commit()
    return tools.rights.apply(droits)


def cancel_procuration(tools: Tools, actor: User, *, intern_id: UUID) -> bool:
    """The same by a gestionnaire, written down."""
    with tools.begin() as work:
        procuration, droits = _cancel(tools, work, intern_id, decided_by(actor))
        record(
            tools,
            work,
            actor,
            "procuration.annuler",
            str(intern_id),
            before={"mandataire": str(procuration.id), "etat": procuration.etat.value},
            after={"etat": EtatProcuration.ANNULEE.value},
        )
        work.commit()
    return tools.rights.apply(droits)


def _cancel(tools: Tools, work: Work, intern_id: UUID, par: str) -> tuple[Procuration, Droits]:
    procuration = work.procurations.take_standing(intern_id, current_semestre(work))
    if procuration is None:
        raise AucuneProcuration
    droits = end_procuration(tools, work, procuration, EtatProcuration.ANNULEE, par)
    work.tell(
        [
            MailWanted(AccountMail.PROCURATION_CANCELLED, intern_id, mandataire_id=procuration.id),
            MailWanted(AccountMail.PROCURATION_WITHDRAWN, intern_id, mandataire_id=procuration.id),
        ]
    )
    return procuration, droits
