"""Lines of a call list: as the engine takes them, and as projections show them."""

from dataclasses import dataclass
from uuid import UUID

from services.session.domain.droits import TypeChoix


@dataclass(frozen=True, slots=True)
class Appele:
    """One intern of the call list, with the rights known when it was taken: no name, no INE (ENG-8)."""

    intern_id: UUID
    rang_appel: int
    absence_prevue: bool = False
    type_choix: TypeChoix = TypeChoix.CLASSIQUE
    procuration: bool = False
    mandataire_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Inscrit:
    """The same intern as persons know him or her; it never enters the log."""

    intern_id: UUID
    rang_appel: int
    nom: str
    prenom: str
    des_code: str
    des_label: str
    regime: str
    anciennete: int
    absence_motif: str
