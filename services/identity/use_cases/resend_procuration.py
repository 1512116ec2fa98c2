"""An intern has the mandataire's mail sent again (INS-4, PRC-2)."""

from uuid import UUID

from services.identity.domain.procuration import EtatProcuration
from services.identity.use_cases.choosing_semestre import hold_open_semestre
from services.identity.use_cases.errors import AucuneProcuration, ProcurationDejaAcceptee
from services.identity.use_cases.procuration_links import new_link
from services.identity.use_cases.tools import Tools


def resend_procuration(tools: Tools, *, intern_id: UUID) -> None:
    """With another link; those sent before stay good. `TropDeProcurations` after five in an hour."""
    with tools.begin() as work:
        procuration = work.procurations.take_standing(intern_id, hold_open_semestre(work))
        if procuration is None:
            raise AucuneProcuration
        if procuration.etat is EtatProcuration.ACTIVE:
            raise ProcurationDejaAcceptee
        work.tell([new_link(tools, work, procuration)])
        work.commit()
