"""A mandataire logs in: an account of its own, whoever else has the same e-mail (CNX-1, PRC-3)."""

from services.identity.domain.passwords import MOST_LENGTH
from services.identity.domain.ports import Work
from services.identity.domain.procuration import EtatProcuration, Procuration
from services.identity.domain.text import email_key
from services.identity.use_cases.access_tokens import OpenedSession, mandataire_person, open_session
from services.identity.use_cases.attempts import admit
from services.identity.use_cases.errors import IdentifiantsFaux
from services.identity.use_cases.tools import Tools


def log_in_mandataire(tools: Tools, *, email: str, password: str, address: str, device: str) -> OpenedSession:
    """A session, while the procuration is active. Whatever is wrong looks alike (`IdentifiantsFaux`)."""
    attempt = admit(tools, "mandataire", email_key(email), address)
    with tools.begin() as work:
        known = work.semestres.current()
        found = work.procurations.active_by_email(email, known.semestre) if known else None
    good = tools.hasher.verify(found.password_hash if found else None, password[: MOST_LENGTH + 1])
    if found is None or not good:
        raise IdentifiantsFaux
    with tools.begin() as work:
        procuration = _still_active(work, found)
        interne = work.internes.get(procuration.intern_id)
        if interne is None:
            raise IdentifiantsFaux
        attempt.succeeded(work)
        opened = open_session(tools, work, mandataire_person(procuration, interne), address, device)
        work.commit()
    return opened


def _still_active(work: Work, found: Procuration) -> Procuration:
    """Locked: whoever cancels it now waits, and then finds the session to end."""
    procuration = work.procurations.take(found.id)
    if procuration is None or procuration.etat is not EtatProcuration.ACTIVE:
        raise IdentifiantsFaux
    return procuration
