"""XLSX: the first sheet, read by python-calamine once its real size is known to be bearable (IFC-10)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from chassis.imports.grid import Cell, Grid, Line
from chassis.imports.problems import Unreadable, error
from chassis.imports.xlsx_guard import DAMAGED, Flaws, look_into

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

EXACT_BELOW: Final = 10**15
TOO_BIG: Final = (
    "Nombre de plus de 15 chiffres : Excel en a perdu la fin. "
    "Mettez la colonne au format « Texte » et saisissez la valeur à nouveau."
)


def read_xlsx(data: bytes) -> Grid:
    """The first sheet's lines; raises `Unreadable` before reading what is too large or no workbook."""
    flaws = look_into(data)
    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError) as wrong:
        raise Unreadable(error(DAMAGED)) from wrong
    return Grid(sheet=sheet.name, lines=_lines(rows, flaws))


def _lines(rows: Sequence[Sequence[Value]], flaws: Flaws) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        cells = (_cell(value, flaws.get((number, column), "")) for column, value in enumerate(row, start=1))
        yield Line(number, tuple(cells))


def _cell(value: Value, flaw: str) -> Cell:
    """What the cell shows: a date as a date, a whole number without « .0 »."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, flaw)
    return Cell(_words(value).strip(), flaw=flaw)


def _words(value: Value) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: float, flaw: str) -> Cell:
    if abs(value) >= EXACT_BELOW:
        return Cell(f"{value:.0f}", flaw=TOO_BIG)
    return Cell(_plain(value), number=True, flaw=flaw)


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
