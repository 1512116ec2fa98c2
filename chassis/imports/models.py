"""The downloadable model of a kind of file: its header and one example row (ADM-4)."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

import xlsxwriter

from chassis.errors import DomainError, Kind
from chassis.imports.columns import Column


class KindUnknown(DomainError):
    """This service does not take such files."""

    code = "import_inconnu"
    kind = Kind.INVALID
    text = "Ce genre de fichier n’est pas connu : {genre}."


@dataclass(frozen=True, slots=True)
class Model:
    """A file to fill in."""

    filename: str
    content: bytes


def model_of(columns: Mapping[str, Sequence[Column]], kind: str, *, xlsx: bool) -> Model:
    """The model of one of these kinds; `KindUnknown` for any other."""
    if kind not in columns:
        raise KindUnknown(genre=kind)
    if xlsx:
        return Model(f"modele-{kind}.xlsx", xlsx_model(columns[kind], kind))
    return Model(f"modele-{kind}.csv", csv_model(columns[kind]))


def csv_model(columns: Sequence[Column]) -> bytes:
    """UTF-8 with a BOM, `;`, CRLF: what a French Excel opens by a double click."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerow([column.example for column in columns])
    return text.getvalue().encode("utf-8-sig")


def xlsx_model(columns: Sequence[Column], sheet: str) -> bytes:
    """Every column in the format « Texte », so that nothing typed there loses its zeros or its digits."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        as_text = workbook.add_format({"num_format": "@"})
        bold = workbook.add_format({"bold": True, "num_format": "@"})
        page = workbook.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        for position, column in enumerate(columns):
            page.set_column(position, position, max(len(column.name), len(column.example)) + 2, as_text)
            page.write_string(0, position, column.name, bold)
            page.write_string(1, position, column.example, as_text)
    return file.getvalue()
