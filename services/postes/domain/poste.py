"""A post: one numbered place in a ward for one semester."""

from dataclasses import dataclass

from services.postes.domain.offre import OffreAmphi, offer_id


@dataclass(frozen=True, slots=True)
class Poste:
    """A post as the choice looks at it; `groupe` and `des` are codes (« 3 », « 33 »)."""

    semestre: str
    numero: int
    imotep: str
    groupe: str
    des: str
    regimes: frozenset[str]
    reserve: bool
    publie: bool

    @property
    def offer_id(self) -> str:
        """The stock to which the post belongs."""
        return offer_id(self.semestre, self.groupe)

    def offered_in(self, offre: OffreAmphi) -> bool:
        """Whether the post belongs to the offer of that amphi (CHX-1)."""
        return self.offer_id == offre.offer_id and not self.regimes.isdisjoint(offre.regimes)
