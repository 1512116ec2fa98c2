"""The catalogue as ARS writes it: wards, and the whole sheet of each post."""

from dataclasses import dataclass

from services.postes.domain.offre import offer_id

Cle = tuple[str, int]
"""A post's key: semestre and numero."""


@dataclass(frozen=True, slots=True)
class Service:
    """A ward."""

    imotep: str
    etablissement: str
    departement: str
    service: str
    chef_de_service: str


@dataclass(frozen=True, slots=True)
class Fiche:
    """A post; `groupe` and `des` are codes, `regimes` are in the order of the cycle."""

    semestre: str
    numero: int
    imotep: str
    groupe: str
    des: str
    regimes: tuple[str, ...]
    type: str
    reserve: bool
    flechage: str
    publie: bool

    @property
    def cle(self) -> Cle:
        """What names the post."""
        return self.semestre, self.numero

    @property
    def offer_id(self) -> str:
        """The stock to which the post belongs."""
        return offer_id(self.semestre, self.groupe)
