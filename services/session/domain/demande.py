"""The whole question that postes is asked about a choice, as judged when it was received (decision 4)."""

from dataclasses import dataclass
from uuid import UUID

from services.session.domain.choix import Choix


@dataclass(frozen=True, slots=True)
class Demande:
    """Stored with the choice and repeated word for word until postes has answered."""

    amphi_id: UUID
    offer_id: str
    regimes: tuple[str, ...]
    des_code: str
    choix: Choix
    type_choix: str = "classique"
