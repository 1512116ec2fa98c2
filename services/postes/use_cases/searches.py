"""What every search refuses: fields and columns that the list does not have, and too much at once."""

from collections.abc import Collection

from services.postes.domain.recherche import Filtres, Tri
from services.postes.use_cases.errors import FiltreInconnu, RechercheTropLongue, TriInconnu

LARGEST_VALUES = 50
LONGEST_VALUE = 100


def check(filtres: Filtres, tri: Tri | None, *, filters: Collection[str], sorts: Collection[str]) -> None:
    """Raise `FiltreInconnu`, `TriInconnu` or `RechercheTropLongue`."""
    for name, values in filtres.items():
        if name not in filters:
            raise FiltreInconnu(filtre=name)
        if len(values) > LARGEST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
            raise RechercheTropLongue(valeurs=LARGEST_VALUES, caracteres=LONGEST_VALUE)
    if tri is not None and tri.column not in sorts:
        raise TriInconnu(tri=tri.column)
