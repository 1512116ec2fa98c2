"""What a mail about a procuration says, and to whom: for notifications alone (NOT-1, PRC-5)."""

from uuid import UUID

from services.identity.domain.ports import Work
from services.identity.domain.procuration import Procuration
from services.identity.use_cases.errors import AucuneProcuration
from services.identity.use_cases.look_at_procuration import Offered
from services.identity.use_cases.semestres import semestre_of
from services.identity.use_cases.tools import Tools


def get_procuration(tools: Tools, *, mandataire_id: UUID) -> Offered:
    """In whatever state it is: a mail may leave after it was cancelled."""
    with tools.begin() as work:
        return _offered(work, work.procurations.get(mandataire_id))


def get_accepted_procuration(tools: Tools, *, intern_id: UUID, semestre: str) -> Offered:
    """The one that was accepted last, cancelled since or not: who chose by it is told (PRC-5)."""
    asked = semestre_of(semestre)
    with tools.begin() as work:
        return _offered(work, work.procurations.accepted_last(intern_id, asked))


def _offered(work: Work, procuration: Procuration | None) -> Offered:
    if procuration is None:
        raise AucuneProcuration
    interne = work.internes.get(procuration.intern_id)
    if interne is None:
        raise AucuneProcuration
    return Offered(procuration, interne.prenom, interne.nom)
