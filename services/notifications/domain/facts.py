"""What mails and PDFs say of a person and a post, as identity and postes tell it."""

from dataclasses import dataclass
from datetime import datetime


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


@dataclass(frozen=True, slots=True)
class Affectation:
    """The definitive link of an intern and a post, with the code of its attestation."""

    poste: Poste
    rang_appel: int
    at: datetime
    """When the server received the choice (ENG-3)."""
    code: str
