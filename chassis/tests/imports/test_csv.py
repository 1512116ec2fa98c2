"""CSV as offices write it: encodings, separators, quotes, line numbers, and what is no CSV at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.imports import Column, limits, read_sheet
from chassis.tests.imports.files import only_problem, rows_of

COLUMNS = (Column("ine", key=True), Column("nom"), Column("note"))
EXPECTED = [{"ine": "1", "nom": "Éloïse", "note": "œ"}]


@pytest.mark.rule("IFC-6")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_reads_the_encodings_and_separators_of_offices(encoding: str, separator: str, end: str) -> None:
    text = end.join(separator.join(line) for line in (["ine", "nom", "note"], ["1", "Éloïse", "œ"])) + end

    assert rows_of(text.encode(encoding), COLUMNS) == EXPECTED


@pytest.mark.rule("IFC-6")
def test_finds_the_separator_outside_quotes() -> None:
    assert rows_of(b'"note";ine;"a,b,c,d"\n"x;y";1;z\n', (*COLUMNS, Column("a,b,c,d"))) == [
        {"note": "x;y", "ine": "1", "a,b,c,d": "z"}
    ]


def test_keeps_line_breaks_inside_quotes_and_the_files_own_line_numbers() -> None:
    sheet = read_sheet(b'ine;nom\n1;"a\nb"\n\n2;c\n', COLUMNS)

    assert [(row.line, row.values["nom"]) for row in sheet.rows] == [(2, "a\nb"), (5, "c")]
    assert sheet.count == 2


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf"])),
        min_size=1,
        max_size=5,
    )
)
def test_gives_back_any_text_as_typed(texts: list[str]) -> None:
    typed = [text for text in texts if text]
    lines = [f'{number};"{text.replace(chr(34), chr(34) * 2)}"' for number, text in enumerate(typed)]

    rows = rows_of("\n".join(["ine;nom", *lines]).encode(), COLUMNS)

    assert [row["nom"] for row in rows] == typed


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+33612345678", "-1"])
def test_keeps_formula_like_text_as_data(text: str) -> None:
    assert rows_of(f"ine;nom\n1;{text}\n".encode(), COLUMNS)[0]["nom"] == text


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 0, "vide"),
        (b" \r\n", 0, "vide"),
        ("ine;nom\n1;é".encode("utf-16"), 0, "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 0, "ni un CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "ancien classeur"),
        (b"ine;nom\n1;a\n2;\x81\n", 3, "ni en UTF-8 ni en Windows-1252"),
        ("ine;nom\n1;é\n2;".encode() + b"\xe9\n", 3, "n’est pas en UTF-8 alors que"),
        (b'ine;nom\n1;a\n2;"b\n3;c\n', 3, "Guillemets"),
        (b'ine;nom\n1;"b"c\n', 2, "Guillemets"),
    ],
)
def test_says_why_it_cannot_be_read_and_where(data: bytes, line: int, said: str) -> None:
    problem = only_problem(data, COLUMNS)

    assert problem.is_error
    assert problem.line == line
    assert said in problem.reason


def test_refuses_a_ten_megabyte_cell_by_its_line() -> None:
    problem = only_problem(b'ine;nom\n1;a\n2;"' + b"x" * 10_000_000 + b'"\n', COLUMNS)

    assert (problem.line, problem.is_error) == (3, True)
    assert "10000 caractères" in problem.reason


def test_refuses_a_cell_just_too_long_and_takes_the_longest() -> None:
    longest = "x" * limits.CELL_CHARACTERS

    assert rows_of(f"ine;nom\n1;{longest}\n".encode(), COLUMNS)[0]["nom"] == longest
    problem = only_problem(f"ine;nom\n1;{longest}x\n".encode(), COLUMNS)
    assert (problem.line, problem.column) == (2, "nom")
    assert len(problem.value) == 80


def test_refuses_a_file_beyond_twenty_megabytes() -> None:
    assert "20 Mo" in only_problem(b"x" * (limits.FILE_BYTES + 1), COLUMNS).reason


def test_refuses_too_many_lines_and_takes_the_most() -> None:
    most = "ine\n" + "".join(f"{number}\n" for number in range(limits.ROWS))

    assert len(rows_of(most.encode(), COLUMNS)) == limits.ROWS
    assert "50000 lignes" in only_problem((most + "x\n").encode(), COLUMNS).reason


def test_refuses_too_many_columns() -> None:
    assert "100 colonnes" in only_problem(b"ine" + b";x" * 100 + b"\n", COLUMNS).reason


def test_refuses_invisible_characters() -> None:
    problem = only_problem(b"ine;nom\n1;a\x07b\n", COLUMNS)

    assert (problem.line, problem.column) == (2, "nom")


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize("spoilt", ["1,23457E+15", "1.2E+11", "6E+10"])
def test_refuses_a_number_that_the_spreadsheet_abridged(spoilt: str) -> None:
    problem = only_problem(f"ine;nom\n{spoilt};a\n".encode(), COLUMNS)

    assert (problem.column, problem.value) == ("ine", spoilt)
    assert "format « Texte »" in problem.reason
