"""What ARS's register says of an intern (IFC-6), and how specialities are named (IFC-10)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.identity.domain.text import folded, tidy


class Formation(StrEnum):
    MEDECIN = "medecin"
    PHARMACIEN = "pharmacien"
    DENTISTE = "dentiste"


class Regime(StrEnum):
    ANCIEN = "ancien"
    SOCLE = "socle"
    APPROFONDISSEMENT = "approfondissement"
    CONSOLIDATION = "consolidation"


class ReferenceKind(StrEnum):
    """The two kinds of named specialities, in code and in tables."""

    GROUPE = "groupe"
    DES = "des"


@dataclass(frozen=True, slots=True)
class Reference:
    """A groupe or a DES: its code (« 33 ») and its whole label (« 33 - GYNÉCOLOGIE OBSTÉTRIQUE »)."""

    code: str
    label: str

    @classmethod
    def read(cls, text: str) -> "Reference | None":
        """Known by what stands before « - », else by the whole label; None where nothing is left (IFC-10)."""
        label = tidy(text)
        head, separator, _ = label.partition(" - ")
        code = (head if separator else label).strip().upper()
        return cls(code=_code(code), label=label) if folded(code) else None

    def says_the_same(self, other: "Reference") -> bool:
        """Whether both labels name the same thing, blind to case and accents."""
        return folded(self.label) == folded(other.label) or other.label == other.code


def _code(text: str) -> str:
    """Codes are blind to case and accents: « Génét » and « GENET » are one. The code of a code is itself."""
    return "-".join(
        part for part in (folded(piece).upper() for piece in text.replace("-", " ").split()) if part
    )


@dataclass(frozen=True, slots=True)
class Interne:
    """One line of the register; None: ARS hasn't given it."""

    intern_id: UUID
    ine: str
    rpps: str | None
    nom: str
    prenom: str
    date_naissance: date
    email: str | None
    telephone: str | None
    formation: Formation
    regime: Regime
    groupe: str
    des: str
    concours: str
    promotion: int
    rang_concours: int
    rang_local: int | None
    effectif_promo_local: int | None
    ufr: str | None
    actif: bool
