"""Import files that are wrong in one way each, made from the demonstration's own."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

import xlsxwriter

from deploy.local.demo.files import invent

Rows = list[list[str]]
KINDS: Final = ("internes", "cursus", "postes", "absences")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A file; the line and column where it is wrong (0 and empty: the whole file), a word of the reason."""

    content: bytes
    line: int = 0
    column: str = ""
    word: str = ""


def good(kind: str) -> Rows:
    """The header and three rows that any import takes."""
    text = _whole_files()[kind].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[:4]


@cache
def _whole_files() -> dict[str, bytes]:
    return invent().files()


def as_csv(rows: Rows, encoding: str = "utf-8") -> bytes:
    """The rows as a spreadsheet saves them."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Rows, change: Callable[[xlsxwriter.worksheet.Worksheet], object] | None = None) -> bytes:
    """The rows as a workbook, all text, with a change to its sheet."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(line, column, value)
        if change:
            change(sheet)
    return data.getvalue()


def wrong_files(kind: str) -> dict[str, Wrong]:
    """Every way to be wrong that this kind of file has."""
    rows = good(kind)
    header, first = rows[0], rows[1]
    key = header[0]
    found = {
        "empty": Wrong(b""),
        "no text": Wrong(bytes(range(256)) * 40),
        "a picture": Wrong(b"\x89PNG\r\n\x1a\n" + b"\x00" * 2000),
        "an old workbook": Wrong(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000),
        "a page": Wrong(b"<html><body><script>alert(1)</script></body></html>"),
        "UTF-16 without its mark": Wrong(as_csv(rows, "utf-16-le")),
        "a cut workbook": Wrong(as_xlsx(rows)[:-400]),
        "an archive that is no workbook": Wrong(archive({"lisezmoi.txt": b"bonjour"})),
        "a bomb": Wrong(bomb()),
        "entities that multiply": Wrong(entities(rows)),
        "a missing column": Wrong(as_csv([row[1:] for row in rows]), 0, "", key),
        "a repeated column": Wrong(as_csv([[*row, row[0]] for row in rows]), 0, "", key),
        "an empty key": Wrong(as_csv([header, ["", *first[1:]]]), 2, key),
        "the same key with other values": Wrong(as_csv([header, first, other(kind, rows)]), 3),
        "a cell of 10 MB": Wrong(as_csv([header, [*first[:-1], "x" * 10_000_000]]), 0),
        "a hidden character": Wrong(as_csv([header, ["\x01" + first[0], *first[1:]]]), 2, key),
        "a formula without its result": Wrong(
            as_xlsx(rows, lambda sheet: sheet.write_formula(1, 0, "=1+1", None, "")), 2, key
        ),
        "a formula in error": Wrong(
            as_xlsx(rows, lambda sheet: sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")), 2, key
        ),
        "a value beyond the columns": Wrong(as_csv([header, [*first, "de trop"]]), 2),
        "an impossible semester": Wrong(with_value(rows, "semestre", "132027"), 2, "semestre"),
        "a SQL key": Wrong(with_value(rows, key, "' OR 1=1; --"), 2, key),
    }
    if kind == "internes":
        found |= {
            "an impossible date": Wrong(
                with_value(rows, "date_naissance", "31/02/1999"), 2, "date_naissance"
            ),
            "no INE": Wrong(with_value(rows, "ine", "0000"), 2, "ine"),
            "a promotion to come": Wrong(with_value(rows, "promotion", "2099"), 2, "promotion"),
            "a régime nobody has": Wrong(with_value(rows, "regime", "royal"), 2, "regime"),
        }
        del found["an impossible semester"]
    elif kind == "postes":
        found["a reserve that is neither"] = Wrong(with_value(rows, "reserve", "peut-être"), 2, "reserve")
        found["an IMOTEP that is none"] = Wrong(with_value(rows, "imotep", "12"), 2, "imotep")
    else:
        found["an unknown INE"] = Wrong(with_value(rows, "ine", "9999999999Z"), 2, "ine")
    return found


def with_value(rows: Rows, column: str, value: str) -> bytes:
    """The first row with another value."""
    place = rows[0].index(column) if column in rows[0] else 0
    return as_csv([rows[0], [*rows[1][:place], value, *rows[1][place + 1 :]], *rows[2:]])


def other(kind: str, rows: Rows) -> list[str]:
    """The first row's key with another row's values."""
    keys = {"internes": ("ine",), "postes": ("semestre", "numero")}.get(kind, ("ine", "semestre"))
    return [
        mine if name in keys else (theirs if theirs != mine else "autre")
        for name, mine, theirs in zip(rows[0], rows[1], rows[2], strict=True)
    ]


def archive(content: dict[str, bytes]) -> bytes:
    """A zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as written:
        for name, part in content.items():
            written.writestr(name, part)
    return data.getvalue()


def rewritten(book: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with another sheet inside."""
    with zipfile.ZipFile(io.BytesIO(book)) as read:
        parts = {name: read.read(name) for name in read.namelist()}
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    return archive(parts)


@cache
def bomb() -> bytes:
    """A few kilobytes that become fifty megabytes."""
    return rewritten(as_xlsx([["ine"], ["1"]]), lambda sheet: sheet + b" " * 50_000_000)


def entities(rows: Rows) -> bytes:
    """« A billion laughs »."""
    declared = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 20) for n in range(1, 12))
    doctype = b'<!DOCTYPE worksheet [<!ENTITY e0 "ha">' + declared + b"]>"
    return rewritten(
        as_xlsx(rows),
        lambda sheet: sheet.replace(b"<worksheet", doctype + b"<worksheet", 1).replace(
            b"</sheetData>", b'<row r="9"><c r="A9" t="str"><v>&e11;</v></c></row></sheetData>', 1
        ),
    )
