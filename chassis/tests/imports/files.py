"""Files as people make them, and as nobody should."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from chassis.imports import Column, Problem, SheetRow, dates, one_of, read_sheet, text_up_to, whole

COLUMNS = (
    Column("ine", key=True, parse=text_up_to(20), example="1234567890A"),
    Column("nom", required=True, example="Martin"),
    Column("date_naissance", parse=dates.french, example="29/02/2000"),
    Column(
        "regimes", several=True, parse=one_of("socle", "approfondissement"), example="socle|approfondissement"
    ),
    Column("imotep", digits=8, example="00123456"),
    Column("rang", parse=whole(1, 9_999), example="12"),
)

Written = Callable[[Any, Any], None]


def xlsx(*rows: Sequence[object], more: Written | None = None, name: str = "Internes") -> bytes:
    """A workbook as Excel writes it: texts, numbers, dates, booleans; `more(workbook, sheet)` adds to it."""
    file = BytesIO()
    with xlsxwriter.Workbook(
        file, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    ) as book:
        sheet = book.add_worksheet(name)
        for position, row in enumerate(rows):
            sheet.write_row(position, 0, row)
        if more:
            more(book, sheet)
    return file.getvalue()


def rewritten(workbook: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part of its archive changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename.endswith(part) else content)
    return file.getvalue()


def rows_of(data: bytes, columns: Sequence[Column] = COLUMNS) -> list[dict[str, Any]]:
    """The values of a file in which nothing is wrong."""
    sheet = read_sheet(data, columns)
    assert sheet.problems == ()
    return [dict(row.values) for row in sheet.rows]


def problems_of(data: bytes, columns: Sequence[Column] = COLUMNS) -> list[Problem]:
    """What is said about a file."""
    return list(read_sheet(data, columns).problems)


def only_problem(data: bytes, columns: Sequence[Column] = COLUMNS) -> Problem:
    """The one thing that is said about a file."""
    (problem,) = problems_of(data, columns)
    return problem


def row_of(data: bytes, columns: Sequence[Column] = COLUMNS) -> SheetRow:
    """The one row of a file."""
    (row,) = read_sheet(data, columns).rows
    return row
