"""Tables as files (IFC-11): CSV that French Excel opens by itself, XLSX; formula-like text is neutralised.

Text that a spreadsheet would take for a formula gets an apostrophe before it, in both: whoever saves the one
as the other is safe too. A phone, « +33 6 12 34 56 78 », is none.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Final

import xlsxwriter

Cell = str | int | Decimal | None
Rows = Iterable[Sequence[Cell]]
BOM: Final = "\ufeff"
_FORMULA: Final = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n|]")
_PHONE: Final = re.compile(r"\+\d[\d .()-]{5,20}")


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, by the name that people know."""

    name: str
    content_type: str
    write: Callable[[Rows], bytes]


def formats(sheet_name: str, header: Sequence[str]) -> dict[str, Format]:
    """Both, by the ending of a file's name."""
    return {
        "csv": Format("CSV", "text/csv; charset=utf-8", lambda rows: csv_bytes(header, rows)),
        "xlsx": Format(
            "XLSX",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda rows: xlsx_bytes(sheet_name, header, rows),
        ),
    }


def neutral(text: str) -> str:
    """Return the text so that no spreadsheet computes it."""
    return f"'{text}" if _FORMULA.match(text) and not _PHONE.fullmatch(text) else text


def csv_bytes(header: Sequence[str], rows: Rows) -> bytes:
    """Write CSV: UTF-8 with BOM, `;`, CRLF; decimals with a point."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return (BOM + text.getvalue()).encode()


def xlsx_bytes(sheet_name: str, header: Sequence[str], rows: Rows) -> bytes:
    """Write XLSX: text as text, whole numbers and decimals as numbers, never a formula or a link."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet(sheet_name)
        bold, decimal = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                match cell:
                    case str():
                        sheet.write_string(number, column, neutral(cell))
                    case Decimal():
                        sheet.write_number(number, column, float(cell), decimal)
                    case int():
                        sheet.write_number(number, column, cell)
        sheet.freeze_panes(1, 0)
    return data.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return neutral(cell) if isinstance(cell, str) else str(cell)
