"""An intern asks ARS for another type de choix, and can take the request back (STA-2)."""

from uuid import UUID, uuid4

from services.identity.domain.demande import Demande, EtatDemande
from services.identity.domain.droits import TypeChoix
from services.identity.domain.events import AccountMail, MailWanted
from services.identity.domain.ports import Work
from services.identity.domain.semestre import Semestre
from services.identity.use_cases.choosing_semestre import hold_open_semestre
from services.identity.use_cases.errors import (
    AucuneDemande,
    DemandeDejaEnCours,
    TypeChoixDejaEnVigueur,
    TypeChoixInconnu,
)
from services.identity.use_cases.tools import Tools


def request_type_choix(tools: Tools, *, intern_id: UUID, type_choix: str) -> Demande:
    """The request, en cours d’instruction. `DemandeDejaEnCours`; `TypeChoixDejaEnVigueur`."""
    wanted = type_choix_of(type_choix)
    with tools.begin() as work:
        semestre = hold_open_semestre(work)
        if wanted is type_in_force(work, intern_id, semestre):
            raise TypeChoixDejaEnVigueur
        demande = Demande(uuid4(), intern_id, semestre.code, wanted, EtatDemande.EN_COURS, tools.clock.now())
        if not work.demandes.add(demande):
            raise DemandeDejaEnCours
        work.tell([MailWanted(AccountMail.TYPE_CHOIX_RECEIVED, intern_id, demande_id=demande.id)])
        work.commit()
    return demande


def cancel_my_demande(tools: Tools, *, intern_id: UUID) -> None:
    """`AucuneDemande` where none is pending: it was judged, or taken back."""
    with tools.begin() as work:
        demande = work.demandes.take_pending(intern_id)
        if demande is None:
            raise AucuneDemande
        work.demandes.decide(demande.id, EtatDemande.ANNULEE, tools.clock.now())
        work.commit()


def type_choix_of(text: str) -> TypeChoix:
    """As the contract names it, or `TypeChoixInconnu`."""
    try:
        return TypeChoix(text)
    except ValueError:
        raise TypeChoixInconnu from None


def type_in_force(work: Work, intern_id: UUID, semestre: Semestre) -> TypeChoix:
    """Classique unless ARS accepted another (STA-1)."""
    key = (intern_id, semestre.code)
    droits = work.droits.get([key]).get(key)
    return droits.type_choix if droits else TypeChoix.CLASSIQUE
