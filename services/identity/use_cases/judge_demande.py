"""ARS judges a request for a type de choix, also while the amphi runs (STA-3, ADM-11)."""

from uuid import UUID

from chassis.callers import User
from services.identity.domain.demande import Demande, EtatDemande
from services.identity.domain.droits import Droits
from services.identity.domain.events import AccountMail, DroitsChanged, MailWanted
from services.identity.domain.ports import Work
from services.identity.use_cases import forms
from services.identity.use_cases.auditing import decided_by, record
from services.identity.use_cases.errors import DemandeDejaTraitee, DemandeInconnue
from services.identity.use_cases.tools import Tools


def accept_demande(tools: Tools, actor: User, *, demande_id: UUID) -> bool:
    """Whether session counts it already (decision 6). `DemandeDejaTraitee` where it is no longer pending."""
    with tools.begin() as work:
        demande = _pending(work, demande_id)
        droits = grant(tools, work, actor, demande)
        work.demandes.decide(demande.id, EtatDemande.ACCEPTEE, tools.clock.now())
        work.commit()
    return tools.rights.apply(droits)


def refuse_demande(tools: Tools, actor: User, *, demande_id: UUID, reason: str) -> None:
    """With a reason, which the intern reads on the page and in a mail."""
    form = forms.Form()
    why = form.text("reason", reason, forms.LINE)
    form.check()
    with tools.begin() as work:
        demande = _pending(work, demande_id)
        work.demandes.decide(demande.id, EtatDemande.REFUSEE, tools.clock.now(), why)
        after = {"type_choix": demande.type_choix.value, "motif": why}
        record(tools, work, actor, "type_choix.refuser", str(demande.intern_id), after=after)
        work.tell([MailWanted(AccountMail.TYPE_CHOIX_REFUSED, demande.intern_id, demande_id=demande.id)])
        work.commit()


def grant(tools: Tools, work: Work, actor: User, demande: Demande) -> Droits:
    """The type de choix asked for counts from the commit on; written down, told, mailed."""
    key = (demande.intern_id, demande.semestre)
    before = work.droits.get([key]).get(key)
    droits = work.droits.record_type_choix(
        demande.intern_id, demande.semestre, demande.type_choix, par=decided_by(actor)
    )
    record(
        tools,
        work,
        actor,
        "type_choix.accepter",
        str(demande.intern_id),
        before={"type_choix": before.type_choix.value if before else "classique"},
        after={"type_choix": demande.type_choix.value},
    )
    work.tell(
        [
            DroitsChanged(droits),
            MailWanted(AccountMail.TYPE_CHOIX_ACCEPTED, demande.intern_id, demande_id=demande.id),
        ]
    )
    return droits


def _pending(work: Work, demande_id: UUID) -> Demande:
    demande = work.demandes.take(demande_id)
    if demande is None:
        raise DemandeInconnue
    if not demande.is_pending:
        raise DemandeDejaTraitee
    return demande
