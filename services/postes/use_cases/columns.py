"""The file of posts, column by column (IFC-8)."""

import re
from typing import Final

from chassis.imports import Column, coded, one_of, semestre, text_up_to, whole, yes_no

REGIMES: Final = ("ancien", "socle", "approfondissement", "consolidation")
LARGEST_NUMBER: Final = 2**31 - 1
LONGEST_NAME: Final = 200
LONGEST_FLECHAGE: Final = 500
_IMOTEP: Final = re.compile(r"[0-9]{8}")
_DEPARTEMENT: Final = re.compile(r"[0-9]{2,3}|2[AB]")


def imotep(cell: str) -> str:
    """The ward's eight-digit number."""
    if not _IMOTEP.fullmatch(cell):
        raise ValueError("Un IMOTEP a huit chiffres, comme 11000766.")
    return cell


def departement(cell: str) -> str:
    """« 75 », « 2A », « 971 »."""
    code = cell.upper()
    if not _DEPARTEMENT.fullmatch(code):
        raise ValueError("Un département s’écrit par son code, comme 75.")
    return code


_NAME: Final = text_up_to(LONGEST_NAME)

COLUMNS: Final = (
    Column("semestre", semestre, key=True, digits=6, example="052027"),
    Column("numero", whole(1, LARGEST_NUMBER), key=True, example="2931"),
    Column("imotep", imotep, required=True, digits=8, example="11000766"),
    Column("etablissement", _NAME, required=True, example="Hôpital Cochin"),
    Column("departement", departement, required=True, digits=2, example="75"),
    Column("service", _NAME, required=True, example="Chirurgie viscérale"),
    Column("chef_de_service", _NAME, example="Pr Camille Durand"),
    Column("groupe", coded, required=True, example="3 - SPECIALITES CHIRURGICALES"),
    Column("des", coded, required=True, example="33 - GYNÉCOLOGIE OBSTÉTRIQUE"),
    Column("regimes", one_of(*REGIMES), required=True, several=True, example="socle|approfondissement"),
    Column("type", _NAME, example="CHU"),
    Column("reserve", yes_no, required=True, example="non"),
    Column("flechage", text_up_to(LONGEST_FLECHAGE), example="Chimiothérapies"),
    Column("publie", yes_no, example="oui"),
    Column("retirer", yes_no),
)
