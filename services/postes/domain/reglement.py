"""What session asks with a Settle, and the one answer that its id ever gets (decision 4)."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from services.postes.domain.choix import Candidat
from services.postes.domain.offre import OffreAmphi
from services.postes.domain.refus import Refus


@dataclass(frozen=True, slots=True)
class Demande:
    """One received choice, as session judged it; every repetition of `id` says the same."""

    id: UUID
    turn_id: UUID
    amphi_id: UUID
    offer_id: str
    regimes: frozenset[str]
    numero: int
    intern_id: UUID
    rang_appel: int
    des: str
    type_choix: str
    received_at: datetime

    @property
    def semestre(self) -> str:
        """The semester of the offer."""
        return self.offer_id.partition(":")[0]

    @property
    def offre(self) -> OffreAmphi:
        """What the amphi offers."""
        return OffreAmphi(self.offer_id, self.regimes)

    @property
    def candidat(self) -> Candidat:
        """Who chooses."""
        return Candidat(self.des)

    @property
    def digest(self) -> str:
        """What tells this request from another that bears the same id."""
        fields = asdict(self) | {"regimes": sorted(self.regimes)}
        return hashlib.sha256(json.dumps(fields, default=str, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Attribue:
    """The place is given; `offer_version` is the change of the offer that tells of it."""

    affectation_id: UUID
    offer_version: int


Reponse = Attribue | Refus


@dataclass(frozen=True, slots=True)
class Reglement:
    """A stored answer, with the digest of the request that got it."""

    digest: str
    reponse: Reponse


class AlreadyGiven(Exception):
    """The schema refused a second place or a second answer: whoever asks looks again."""
