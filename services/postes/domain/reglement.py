"""What session asks with a Settle or a Correct, and the one answer that its id ever gets (decision 4)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from services.postes.domain.choix import Candidat
from services.postes.domain.offre import OffreAmphi, semestre_of
from services.postes.domain.refus import Refus
from services.postes.domain.type_choix import TypeChoix


class Par(StrEnum):
    """Who chose (IFC-12)."""

    INTERNE = "interne"
    MANDATAIRE = "mandataire"
    ARS = "ars"


class Question(Protocol):
    """What every request of session has, so that it is answered once."""

    @property
    def id(self) -> UUID:
        """Of the command, given by session."""

    @property
    def turn_id(self) -> UUID | None:
        """The turn in which it was received; None outside any."""

    @property
    def offer_id(self) -> str:
        """The stock that it touches."""

    @property
    def digest(self) -> str:
        """What tells this request from another that bears the same id."""


@dataclass(frozen=True, slots=True)
class Demande:
    """A received choice as session judged it, or a placement; every repetition of `id` says the same."""

    id: UUID
    turn_id: UUID | None
    amphi_id: UUID
    offer_id: str
    regimes: frozenset[str]
    numero: int
    intern_id: UUID
    rang_appel: int
    des: str
    type_choix: TypeChoix
    received_at: datetime
    par: Par = Par.INTERNE
    holder_seen: UUID | None = None
    surnombres_max: int | None = None

    @property
    def semestre(self) -> str:
        """The semester of the offer."""
        return semestre_of(self.offer_id)

    @property
    def offre(self) -> OffreAmphi:
        """What the amphi offers."""
        return OffreAmphi(self.offer_id, self.regimes, self.surnombres_max)

    @property
    def candidat(self) -> Candidat:
        """Who chooses."""
        return Candidat(self.des, self.type_choix, self.holder_seen)

    @property
    def digest(self) -> str:
        """A field that came later counts only where it says something: older requests keep their digest."""
        fields = asdict(self) | {"regimes": sorted(self.regimes)}
        unsaid = {name for name, usual in _CAME_LATER.items() if fields[name] == usual}
        return digest_of({name: value for name, value in fields.items() if name not in unsaid})


_CAME_LATER = {"par": Par.INTERNE, "holder_seen": None, "surnombres_max": None}


def digest_of(fields: Mapping[str, Any]) -> str:
    """The same for the same fields, on every machine and in every version."""
    return hashlib.sha256(json.dumps(fields, default=str, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Attribue:
    """The place is given; `offer_version` is the change of the offer that tells of it."""

    affectation_id: UUID
    offer_version: int


@dataclass(frozen=True, slots=True)
class Corrige:
    """The places are replaced, in the order of the request; `offer_version` is the last change."""

    affectation_ids: tuple[UUID, ...]
    offer_version: int


Reponse = Attribue | Corrige | Refus


@dataclass(frozen=True, slots=True)
class Reglement:
    """A stored answer, with the digest of the request that got it."""

    digest: str
    reponse: Reponse


class AlreadyGiven(Exception):
    """The schema refused a second place or a second answer: whoever asks looks again."""
