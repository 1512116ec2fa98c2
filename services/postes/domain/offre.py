"""An offer is the one stock of a groupe for a semester, shared by all its amphis (CHX-9)."""

from dataclasses import dataclass


def offer_id(semestre: str, groupe: str) -> str:
    """The name of the stock: « 052027:3 »."""
    return f"{semestre}:{groupe}"


def semestre_of(offer: str) -> str:
    """The semester of a stock, from its name."""
    return offer.partition(":")[0]


def rehearsal_of(offer: str) -> str:
    """The semester of the « amphi blanc » that a stock belongs to; empty for a real one (SIM-1)."""
    semestre = semestre_of(offer)
    return semestre if semestre.startswith("essai-") else ""


def groupe_of(offer: str) -> str:
    """The groupe of a stock, from its name."""
    return offer.partition(":")[2]


@dataclass(frozen=True, slots=True)
class OffreAmphi:
    """What one amphi offers: the posts of the stock whose régimes meet the amphi's.

    It admits so many surnombres, of both kinds together, in a ward (CHX-5); None: as many as come.
    """

    offer_id: str
    regimes: frozenset[str]
    surnombres_max: int | None = None

    def full(self, surnombres: int) -> bool:
        """Whether a ward that has so many admits no other."""
        return self.surnombres_max is not None and surnombres >= self.surnombres_max
