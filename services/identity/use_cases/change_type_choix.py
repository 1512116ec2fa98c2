"""ARS changes a type de choix on the spot, without waiting for a request (ADM-9, STA-3)."""

from uuid import UUID, uuid4

from chassis.callers import User
from services.identity.domain.demande import Demande, EtatDemande
from services.identity.domain.ports import Work
from services.identity.domain.semestre import Semestre
from services.identity.use_cases import forms
from services.identity.use_cases.choosing_semestre import hold_open_semestre
from services.identity.use_cases.errors import (
    DemandeDejaEnCours,
    InterneInconnu,
    TypeChoixDejaEnVigueur,
)
from services.identity.use_cases.judge_demande import grant
from services.identity.use_cases.request_type_choix import type_choix_of, type_in_force
from services.identity.use_cases.tools import Tools


def change_type_choix(tools: Tools, actor: User, *, intern_id: UUID, type_choix: str, note: str) -> bool:
    """Whether session counts it already. A pending request for the same is accepted by it.

    `DemandeDejaEnCours` where the intern asked for another one: judge that first.
    """
    wanted, form = type_choix_of(type_choix), forms.Form()
    kept = form.text("note", note, forms.LINE) if note.strip() else ""
    form.check()
    with tools.begin() as work:
        semestre = hold_open_semestre(work)
        if work.internes.get(intern_id) is None:
            raise InterneInconnu
        if wanted is type_in_force(work, intern_id, semestre):
            raise TypeChoixDejaEnVigueur
        demande = _pending_of(work, intern_id, semestre) or Demande(
            uuid4(),
            intern_id,
            semestre.code,
            wanted,
            EtatDemande.ACCEPTEE,
            tools.clock.now(),
            note=kept,
            decided_at=tools.clock.now(),
        )
        if demande.is_pending and demande.type_choix is not wanted:
            raise DemandeDejaEnCours
        if demande.is_pending:
            work.demandes.decide(demande.id, EtatDemande.ACCEPTEE, tools.clock.now())
        else:
            work.demandes.add(demande)
        droits = grant(tools, work, actor, demande)
        work.commit()
    return tools.rights.apply(droits)


def _pending_of(work: Work, intern_id: UUID, semestre: Semestre) -> Demande | None:
    pending = work.demandes.take_pending(intern_id)
    return pending if pending and pending.semestre == semestre.code else None
