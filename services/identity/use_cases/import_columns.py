"""What identity's import files may hold (IFC-6, IFC-9)."""

from typing import Final

from chassis.imports import Column, Parse, dates, one_of, semestre, whole, yes_no
from services.identity.domain import ine as written
from services.identity.domain.register import Formation, Reference, Regime
from services.identity.domain.text import tidy

OLDEST_PROMOTION: Final = 1990
LATEST_PROMOTION: Final = 2100
LAST_RANK: Final = 99_999


def _ine(cell: str) -> str:
    if written.is_unknown(cell):
        raise ValueError("0000 veut dire « sans INE » : il ne peut pas désigner une ligne.")
    if not written.is_well_formed(cell):
        raise ValueError("Un INE compte de 4 à 15 lettres et chiffres.")
    return written.normalised(cell)


def _line(most: int) -> Parse:
    def parse(cell: str) -> str:
        text = tidy(cell)
        if not text:
            raise ValueError("Cette cellule ne contient que des espaces.")
        if len(text) > most:
            raise ValueError(f"{len(text)} caractères ; {most} au plus.")
        return text

    return parse


def _speciality(cell: str) -> Reference:
    reference = Reference.read(_line(200)(cell))
    if reference is None:
        raise ValueError("Une spécialité doit avoir un nom, comme « 33 - GYNÉCOLOGIE OBSTÉTRIQUE ».")
    return reference


ABSENCES_COLUMNS: Final = (
    Column("ine", _ine, key=True, example="1234567890A"),
    Column("semestre", semestre, key=True, digits=6, example="052027"),
    Column("motif", _line(300), required=True, example="disponibilité"),
    Column("retirer", yes_no, example=""),
)

INTERNES_COLUMNS: Final = (
    Column("ine", _ine, key=True, example="1234567890A"),
    Column("rpps", _line(20), example="10101234567"),
    Column("nom", _line(100), required=True, example="LEFÈVRE"),
    Column("prenom", _line(100), required=True, example="Léa"),
    Column("date_naissance", dates.french, required=True, example="28/02/1999"),
    Column("email", _line(254), example="lea@exemple.fr"),
    Column("telephone", _line(40), example="06 12 34 56 78"),
    Column("formation", one_of(*Formation), required=True, example="medecin"),
    Column("regime", one_of(*Regime), required=True, example="socle"),
    Column("groupe", _speciality, required=True, example="3 - SPECIALITES CHIRURGICALES"),
    Column("des", _speciality, required=True, example="33 - GYNÉCOLOGIE OBSTÉTRIQUE"),
    Column("concours", _line(60), required=True, example="EDN"),
    Column("promotion", whole(OLDEST_PROMOTION, LATEST_PROMOTION), required=True, example="2026"),
    Column("rang_concours", whole(1, LAST_RANK), required=True, example="1250"),
    Column("rang_local", whole(1, LAST_RANK), example=""),
    Column("effectif_promo_local", whole(1, LAST_RANK), example=""),
    Column("ufr", _line(100), example="Paris VII Méd"),
    Column("actif", yes_no, example="oui"),
)
