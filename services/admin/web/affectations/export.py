"""Affectations as a file, columns to the letter (IFC-12); staff alone, since the INE is in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Final

from chassis.web.exports import Cell, formats
from chassis.web.formats import PARIS
from dci.postes.v1.postes_pb2 import Affectation
from dci.ranking.v1.ranking_pb2 import CallListLine

HEADER: Final = (
    "semestre", "amphi", "rang_appel", "ine", "nom", "prenom", "type_choix", "par", "numero", "imotep",
    "etablissement", "service", "des_poste", "date_heure",
)  # fmt: skip
UNKNOWN: Final = CallListLine()
FORMATS: Final = formats("Affectations", HEADER)


def rows(
    affectations: Iterable[Affectation],
    amphis: Mapping[str, str],
    internes: Mapping[str, CallListLine],
) -> list[Sequence[Cell]]:
    """Give the rows; `amphis`: amphi_id → code; `internes`: intern_id → line of the call list taken there."""
    return [_row(each, amphis, internes.get(each.intern_id, UNKNOWN)) for each in affectations]


def _row(each: Affectation, amphis: Mapping[str, str], interne: CallListLine) -> Sequence[Cell]:
    at = each.at.ToDatetime(tzinfo=UTC).astimezone(PARIS)
    return (
        each.semestre,
        amphis.get(each.amphi_id, each.amphi_id),
        each.rang_appel,
        interne.ine,
        interne.nom,
        interne.prenom,
        each.type_choix,
        each.par,
        each.poste.numero,
        each.poste.imotep,
        each.poste.etablissement,
        each.poste.service,
        each.poste.des_label,
        at.isoformat(timespec="seconds"),
    )
