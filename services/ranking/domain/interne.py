"""An intern as the ranks see one: the register's line, with the cursus."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.ranking.domain.cursus import SemestreFait


class Regime(StrEnum):
    """Régime de formation."""

    ANCIEN = "ancien"
    SOCLE = "socle"
    APPROFONDISSEMENT = "approfondissement"
    CONSOLIDATION = "consolidation"


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """A groupe or a DES: the code before « - », and the whole label."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class PlaceLocale:
    """A rang local and the effectif promo local it belongs to (RNG-2)."""

    rang: int
    effectif: int

    def __post_init__(self) -> None:
        if not 1 <= self.rang <= self.effectif:
            raise ValueError(
                f"rang local {self.rang} of {self.effectif}: a place from 1 to the effectif expected"
            )


@dataclass(frozen=True, slots=True)
class Interne:
    """What ranks depend on, and the name to show. `importe` holds the local values that ARS imported."""

    intern_id: str
    ine: str
    nom: str
    prenom: str
    date_naissance: date
    regime: Regime
    groupe: Nomenclature
    des: Nomenclature
    concours: str
    promotion: int
    rang_concours: int
    importe: PlaceLocale | None = None
    actif: bool = True
    cursus: tuple[SemestreFait, ...] = ()
