"""Ending a procuration: its mandataire is logged out everywhere, the intern may choose (PRC-4)."""

from services.identity.domain.droits import Droits
from services.identity.domain.events import DroitsChanged, SessionEnded
from services.identity.domain.ports import Work
from services.identity.domain.procuration import EtatProcuration, Procuration
from services.identity.domain.web_sessions import Kind
from services.identity.use_cases.tools import Tools


def end_procuration(
    tools: Tools, work: Work, procuration: Procuration, etat: EtatProcuration, par: str
) -> Droits:
    """In this transaction; the procuration is locked by whoever calls. The rights as they are then."""
    now = tools.clock.now()
    work.procurations.end(procuration.id, etat, now)
    droits = work.droits.record_procuration(procuration.intern_id, procuration.semestre, par=par, given=False)
    alive = work.sessions.alive_of(Kind.MANDATAIRE, procuration.id)
    ended = [work.sessions.end(session_id, now) for session_id in alive]
    work.tell([DroitsChanged(droits), *(SessionEnded(one) for one in ended if one is not None)])
    return droits
