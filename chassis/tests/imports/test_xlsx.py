"""XLSX: what cells show, and files that must not even be opened."""

import time
import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest

from chassis.imports import limits, read_sheet
from chassis.tests.imports.files import COLUMNS, only_problem, rewritten, row_of, rows_of, xlsx

SHEET = "sheet1.xml"


@pytest.mark.rule("IFC-6")
def test_reads_the_first_sheet_and_names_it() -> None:
    data = xlsx(["nom", "ine"], ["Martin", "1A"], more=lambda book, _sheet: book.add_worksheet("Autre"))

    sheet = read_sheet(data, COLUMNS)

    assert sheet.name == "Internes"
    assert [(row.line, dict(row.values)) for row in sheet.rows] == [(2, {"nom": "Martin", "ine": "1A"})]


@pytest.mark.rule("IFC-10")
def test_reads_dates_and_whole_numbers_as_what_they_show() -> None:
    data = xlsx(
        ["ine", "nom", "date_naissance", "imotep", "rang", "regimes"],
        [12345678901, 12.5, datetime(2000, 2, 29), 123456, 12, " Sôcle | socle "],  # noqa: DTZ001  # a cell has no zone
    )

    assert rows_of(data) == [
        {
            "ine": "12345678901",
            "nom": "12.5",
            "date_naissance": date(2000, 2, 29),
            "imotep": "00123456",
            "rang": 12,
            "regimes": ("socle",),
        }
    ]


def test_keeps_the_files_own_line_numbers_over_empty_lines() -> None:
    sheet = read_sheet(xlsx(["ine"], [], [], ["1A"]), COLUMNS)

    assert [row.line for row in sheet.rows] == [4]


@pytest.mark.rule("IFC-10")
def test_refuses_a_number_that_lost_its_end() -> None:
    problem = only_problem(xlsx(["ine"], [1234567890123456]))

    assert (problem.sheet, problem.line, problem.column) == ("Internes", 2, "ine")
    assert "format « Texte »" in problem.reason


def test_says_yes_and_no_for_ticked_cells() -> None:
    assert row_of(xlsx(["ine", "nom"], ["1", True])).values["nom"] == "oui"


@pytest.mark.rule("IFC-10")
def test_reads_a_formula_as_the_value_it_shows_and_formula_like_text_as_text() -> None:
    def formula(_book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 1, '=UPPER("martin")', None, "MARTIN")

    assert row_of(xlsx(["ine", "nom"], ["1"], more=formula)).values["nom"] == "MARTIN"
    assert row_of(xlsx(["ine", "nom"], ["1", "=1+1"])).values["nom"] == "=1+1"


def test_refuses_a_formula_that_shows_an_error_or_nothing() -> None:
    def formulas(_book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 1, "=VRAI", None, "perdu")

    data = rewritten(
        xlsx(["ine", "nom"], ["1"], ["2"], more=formulas),
        SHEET,
        lambda xml: xml.replace(b"<v>perdu</v>", b""),
    )

    sheet = read_sheet(data, COLUMNS)

    assert [(problem.line, problem.column) for problem in sheet.problems] == [(2, "nom"), (3, "nom")]
    assert "donne une erreur" in sheet.problems[0].reason
    assert "sans résultat" in sheet.problems[1].reason
    assert sheet.rows == ()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing else",
        xlsx(["ine"], ["1"])[:-200],
        xlsx(["ine"], ["1"])[:1_000] + b"\x00" * 3_000 + xlsx(["ine"], ["1"])[4_000:],
        rewritten(xlsx(["ine"], ["1"]), SHEET, lambda _xml: b"<worksheet><sheetData>"),
        rewritten(xlsx(["ine"], ["1"]), "workbook.xml", lambda _xml: b"<workbook/>"),
        rewritten(xlsx(["ine"], ["1"]), "workbook.xml.rels", lambda _xml: b"<Relationships/>"),
    ],
)
def test_refuses_a_damaged_workbook(data: bytes) -> None:
    assert "abîmé" in only_problem(data).reason


def test_refuses_an_archive_that_is_no_workbook() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mot.txt", "bonjour")

    assert "abîmé" in only_problem(file.getvalue()).reason


def test_refuses_entities() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet/>'

    assert "abîmé" in only_problem(rewritten(xlsx(["ine"], ["1"]), SHEET, lambda _xml: laughs)).reason


def with_spaces(count: int) -> bytes:
    return rewritten(
        xlsx(["ine"], ["1"]), SHEET, lambda xml: xml.replace(b"</sheetData>", b" " * count + b"</sheetData>")
    )


def test_refuses_a_bomb_fast() -> None:
    data = with_spaces(300_000_000)
    assert len(data) < 1_000_000
    started = time.monotonic()

    problem = only_problem(data)

    assert "se décompresse" in problem.reason
    assert time.monotonic() - started < 5


def test_refuses_a_bomb_that_lies_about_its_size() -> None:
    data = bytearray(with_spaces(300_000_000))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = next(entry.file_size for entry in archive.infolist() if entry.filename.endswith(SHEET))
    lie = data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lie != data

    assert "se décompresse" in only_problem(bytes(lie)).reason


@pytest.mark.parametrize(
    ("place", "said"),
    [(b"XFD1048576", "50000 lignes"), (b"A1048576", "50000 lignes"), (b"CW2", "100 colonnes")],
)
def test_refuses_two_cells_that_span_a_billion(place: bytes, said: str) -> None:
    data = rewritten(xlsx(["ine"], ["1"]), SHEET, lambda xml: xml.replace(b'r="A2"', b'r="' + place + b'"'))

    assert said in only_problem(data).reason


def test_counts_cells_that_do_not_say_where_they_are() -> None:
    cells = b"<c><v>1</v></c>" * (limits.COLUMNS + 1)
    data = rewritten(
        xlsx(["ine"], ["1"]),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", b'<row r="3">' + cells + b"</row></sheetData>"),
    )

    assert "100 colonnes" in only_problem(data).reason


def test_takes_a_sheet_whose_empty_columns_are_formatted_to_the_end() -> None:
    def formatted(book: Any, sheet: Any) -> None:
        bold = book.add_format({"bold": True})
        sheet.set_column(0, 200, 12, bold)
        sheet.write_blank(1_048_575, 200, None, bold)

    assert rows_of(xlsx(["ine"], ["1"], more=formatted)) == [{"ine": "1"}]


@pytest.mark.rule("ADM-4")
def test_reads_ten_thousand_lines_in_seconds() -> None:
    names = [column.name for column in COLUMNS]
    data = xlsx(names, *([f"{n}A", "Martin", "29/02/2000", "socle", n, 1] for n in range(10_000)))
    started = time.monotonic()

    assert len(rows_of(data)) == 10_000
    assert time.monotonic() - started < 10
