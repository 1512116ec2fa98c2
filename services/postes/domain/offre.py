"""An offer is the one stock of a groupe for a semester, shared by all its amphis (CHX-9)."""

from dataclasses import dataclass


def offer_id(semestre: str, groupe: str) -> str:
    """The name of the stock: « 052027:3 »."""
    return f"{semestre}:{groupe}"


@dataclass(frozen=True, slots=True)
class OffreAmphi:
    """What one amphi offers: the posts of the stock whose régimes meet the amphi's."""

    offer_id: str
    regimes: frozenset[str]
