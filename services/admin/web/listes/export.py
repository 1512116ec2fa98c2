"""A call list as a file, columns to the letter (IFC-11); staff's has the INE."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from chassis.web.exports import Cell, formats
from dci.ranking.v1.ranking_pb2 import CallListLine, Version

HEADER: Final = (
    "rang_appel", "ine", "nom", "prenom", "des", "anciennete", "promotion", "effectif_promo_local",
    "rang_local", "promotion_theorique", "effectif_promo_theorique", "rang_actualise", "absence_prevue",
)  # fmt: skip
FORMATS: Final = formats("Liste d’appel", HEADER)


def rows(lines: Iterable[CallListLine]) -> list[Sequence[Cell]]:
    """Give the rows, in call order."""
    return [
        (
            line.rang_appel,
            line.ine,
            line.nom,
            line.prenom,
            line.des_label,
            line.anciennete,
            line.promotion,
            line.effectif_promo_local,
            line.rang_local,
            line.promotion_theorique,
            line.effectif_promo_theorique,
            Decimal(line.rang_actualise),
            "oui" if line.absence_prevue else "non",
        )
        for line in lines
    ]


def filename(version: Version, extension: str) -> str:
    """« liste-appel-052027-3-socle-v2.csv »."""
    scope = version.scope
    name = f"liste-appel-{scope.semestre}-{scope.groupe_code}-{'-'.join(scope.regimes)}-v{version.number}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^0-9A-Za-z-]+', '_', plain)}.{extension}"
