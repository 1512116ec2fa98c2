"""A semester's choices are over: everybody is classique again, procurations expire (ADM-3, STA-1, PRC-2)."""

from chassis.callers import User
from services.identity.domain.demande import EtatDemande
from services.identity.domain.droits import Droits, TypeChoix
from services.identity.domain.events import DroitsChanged
from services.identity.domain.ports import Work
from services.identity.domain.procuration import EtatProcuration
from services.identity.domain.semestre import Semestre
from services.identity.use_cases.auditing import decided_by, record
from services.identity.use_cases.ending_procurations import end_procuration
from services.identity.use_cases.errors import SemestreInconnu
from services.identity.use_cases.semestres import semestre_of
from services.identity.use_cases.tools import Tools

OVER = "Les choix de ce semestre sont terminés."


def close_semestre(tools: Tools, actor: User, *, code: str) -> bool:
    """Whether session answered for each intern concerned. Accounts are kept; again, it changes nothing."""
    semestre = semestre_of(code)
    with tools.begin() as work:
        if not work.semestres.close(semestre, tools.clock.now()):
            raise SemestreInconnu(valeur=semestre.code)
        work.droits.hold_still()
        expired = _expire_procurations(tools, work, semestre, decided_by(actor))
        refused = _refuse_pending(tools, work, semestre)
        reset = _reset_types(work, semestre, decided_by(actor))
        counts = {"procurations": len(expired), "demandes": refused, "types_de_choix": len(reset)}
        record(tools, work, actor, "semestre.clore", semestre.code, after=counts)
        work.commit()
    newest = {droits.intern_id: droits for droits in (*expired, *reset)}
    return all(tools.rights.apply(droits) for droits in newest.values())


def _expire_procurations(tools: Tools, work: Work, semestre: Semestre, par: str) -> list[Droits]:
    return [
        end_procuration(tools, work, procuration, EtatProcuration.EXPIREE, par)
        for procuration in work.procurations.take_all_standing(semestre)
    ]


def _refuse_pending(tools: Tools, work: Work, semestre: Semestre) -> int:
    pending = work.demandes.take_all_pending(semestre)
    for demande in pending:
        work.demandes.decide(demande.id, EtatDemande.REFUSEE, tools.clock.now(), OVER)
    return len(pending)


def _reset_types(work: Work, semestre: Semestre, par: str) -> list[Droits]:
    reset = [
        work.droits.record_type_choix(droits.intern_id, semestre.code, TypeChoix.CLASSIQUE, par=par)
        for droits in work.droits.of_semestre(semestre)
        if droits.type_choix is not TypeChoix.CLASSIQUE
    ]
    work.tell([DroitsChanged(droits) for droits in reset])
    return reset
