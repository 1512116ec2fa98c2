"""What mails and PDFs say of a person and a post, as identity and postes tell it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a mail goes to."""

    prenom: str
    nom: str
    email: str


@dataclass(frozen=True, slots=True)
class MailLink:
    """The single-use link of a mail: its token, and the address it must confirm."""

    token: str
    email: str
    prenom: str
    usable: bool


@dataclass(frozen=True, slots=True)
class Procuration:
    """A proxy: by whom (`prenom`, `nom`), to whom (`email`), for which semester."""

    prenom: str
    nom: str
    email: str
    semestre: str


@dataclass(frozen=True, slots=True)
class Demande:
    """A request for a type de choix; `reason` is that of a refusal."""

    type_choix: str
    semestre: str
    reason: str


@dataclass(frozen=True, slots=True)
class Poste:
    """A post, as its sheet shows it."""

    semestre: str
    numero: int
    imotep: str
    etablissement: str
    departement: str
    service: str
    chef_de_service: str
    des_label: str
    flechage: str


class Origine(StrEnum):
    """How a place was given: in a turn, by ARS outside the choice (CHX-8), by a correction (CHX-6)."""

    CHOIX = "choix"
    PLACEMENT = "placement"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Affectation:
    """The definitive link of an intern and a post, with the code of its attestation.

    `par`: interne, mandataire, or ars, also for a choice dictated to it (ENG-6).
    """

    poste: Poste
    rang_appel: int
    at: datetime
    """When the server received the choice (ENG-3), or what ARS did instead."""
    code: str
    type_choix: str
    par: str
    origine: Origine

    @property
    def surnombre(self) -> bool:
        """Whether it takes the post from nobody (CHX-5)."""
        return self.type_choix != "classique"
