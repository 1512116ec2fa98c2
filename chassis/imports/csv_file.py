"""CSV: UTF-8 (a BOM is fine) or Windows-1252; `;` or `,` found by itself (IFC-6…9)."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Final

from chassis.imports import limits
from chassis.imports.grid import Cell, Grid, Line
from chassis.imports.problems import Unreadable, error

FRENCH_IN_UTF_8: Final = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xba]")
QUOTED: Final = re.compile(r'"[^"]*"')


def read_csv(data: bytes) -> Grid:
    """The lines of a CSV file; raises `Unreadable` where they are neither text nor CSV."""
    text = _decoded(data)
    return Grid(sheet="", lines=_lines(text))


def _decoded(data: bytes) -> str:
    if b"\x00" in data:
        raise Unreadable(error("Ce fichier n’est ni un CSV ni un classeur XLSX."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
    if FRENCH_IN_UTF_8.search(data):
        raise Unreadable(
            error(
                "Cette ligne n’est pas en UTF-8 alors que d’autres le sont : "
                "enregistrez tout le fichier en « CSV UTF-8 ».",
                line=line,
            )
        )
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise Unreadable(
            error(
                "Caractère illisible : le fichier n’est ni en UTF-8 ni en Windows-1252. "
                "Enregistrez-le en « CSV UTF-8 ».",
                line=line,
            )
        ) from wrong


def _lines(text: str) -> Iterator[Line]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise Unreadable(error(_advice(wrong), line=number)) from wrong
        if len(cells) > limits.COLUMNS:
            raise Unreadable(error(f"Plus de {limits.COLUMNS} colonnes.", line=number))
        yield Line(number, tuple(Cell(cell.strip()) for cell in cells))


def _delimiter(text: str) -> str:
    header = QUOTED.sub("", text.split("\n", 1)[0])
    return "," if header.count(",") > header.count(";") else ";"


def _advice(wrong: csv.Error) -> str:
    if "field larger" in str(wrong):
        return f"Cellule de plus de {limits.CELL_CHARACTERS} caractères : un guillemet est-il resté ouvert ?"
    return "Guillemets mal placés : un texte entre guillemets doit être fermé, et suivi d’un séparateur."
