"""Headers, keys, empty cells and what a report says of them (IFC-6…10)."""

import pytest

from chassis.imports import ERASED, Column, Severity, read_sheet, yes_no
from chassis.tests.imports.files import COLUMNS, only_problem, problems_of, row_of, rows_of


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


@pytest.mark.rule("IFC-6")
def test_takes_columns_in_any_order_blind_to_case_and_accents() -> None:
    assert rows_of(csv("NOM ; Date_Naissance;Régimes;INE", "Martin;1/2/2000;SOCLE;1"))[0]["nom"] == "Martin"


@pytest.mark.rule("IFC-6")
def test_names_unknown_columns_in_a_warning() -> None:
    sheet = read_sheet(csv("ine;Couleur", "1;bleu"), COLUMNS)

    (problem,) = sheet.problems
    assert (problem.severity, problem.line, problem.column) == (Severity.WARNING, 1, "Couleur")
    assert len(sheet.rows) == 1


@pytest.mark.rule("IFC-10")
def test_refuses_a_file_without_its_key_column_and_reads_no_further() -> None:
    sheet = read_sheet(csv("nom", "Martin"), COLUMNS)

    (problem,) = sheet.problems
    assert (problem.is_error, problem.line, problem.column) == (True, 1, "ine")
    assert sheet.rows == ()


def test_refuses_a_repeated_column() -> None:
    problem = only_problem(csv("ine;nom;Nom", "1;a;b"))

    assert (problem.is_error, problem.line, problem.column) == (True, 1, "nom")
    assert "deux fois" in problem.reason


@pytest.mark.rule("IFC-10")
def test_an_absent_required_column_only_matters_to_rows_that_create() -> None:
    sheet = read_sheet(csv("ine;rang", "1;2", "2;3"), COLUMNS)

    assert sheet.problems == ()
    lacking = [problem for row in sheet.rows for problem in sheet.lacking(row)]
    assert [(problem.line, problem.column) for problem in dict.fromkeys(lacking)] == [(1, "nom")]


@pytest.mark.rule("IFC-10")
def test_an_empty_required_cell_is_named_by_its_line() -> None:
    sheet = read_sheet(csv("ine;nom", "1;a", "2;"), COLUMNS)

    lacking = [problem for row in sheet.rows for problem in sheet.lacking(row)]
    assert [(problem.line, problem.column) for problem in lacking] == [(3, "nom")]


@pytest.mark.rule("IFC-10")
def test_empty_leaves_and_vide_erases() -> None:
    row = row_of(csv("ine;date_naissance;rang;imotep", "1;;(Vide);7"))

    assert not row.gives("date_naissance")
    assert row.get("date_naissance", "connue") == "connue"
    assert row.values["rang"] is ERASED
    assert row.get("rang", 3) is None
    assert row.get("imotep", "8") == "7"


@pytest.mark.parametrize("column", ["ine", "nom"])
def test_refuses_to_erase_what_a_row_needs(column: str) -> None:
    values = {"ine": "1", "nom": "a"} | {column: "(vide)"}

    problem = only_problem(csv("ine;nom", f"{values['ine']};{values['nom']}"))

    assert (problem.column, problem.value) == (column, "(vide)")


def test_refuses_a_row_without_its_key() -> None:
    problem = only_problem(csv("ine;nom", ";Martin"))

    assert (problem.line, problem.column) == (2, "ine")


@pytest.mark.rule("IFC-10")
def test_the_same_row_twice_is_a_warning_and_counts_once() -> None:
    sheet = read_sheet(csv("ine;date_naissance", "1;1/2/2000", "1;2000-02-01"), COLUMNS)

    (problem,) = sheet.problems
    assert (problem.severity, problem.line) == (Severity.WARNING, 3)
    assert len(sheet.rows) == 1


@pytest.mark.rule("IFC-10")
def test_the_same_key_with_other_values_is_refused() -> None:
    problem = only_problem(csv("ine;nom", "1;Martin", "2;Petit", "1;Durand"))

    assert (problem.is_error, problem.line, problem.value) == (True, 4, "1")
    assert "ligne 2" in problem.reason


def test_keys_may_be_made_of_several_columns() -> None:
    columns = (Column("ine", key=True), Column("semestre", key=True), Column("valide", parse=yes_no))
    both = csv("ine;semestre;valide", "1;052027;oui", "1;112026;non")

    assert len(rows_of(both, columns)) == 2
    assert "ine et semestre" in only_problem(both + b"\n1;112026;oui", columns).reason


def test_names_every_problem_of_a_line_and_keeps_the_good_lines() -> None:
    sheet = read_sheet(csv("ine;date_naissance;rang", "1;30/02/2000;zéro", "2;;5"), COLUMNS)

    assert [(problem.line, problem.column, problem.value) for problem in sheet.problems] == [
        (2, "date_naissance", "30/02/2000"),
        (2, "rang", "zéro"),
    ]
    assert [row.line for row in sheet.rows] == [3]
    assert sheet.count == 2


def test_refuses_a_value_beyond_the_last_column() -> None:
    problem = only_problem(csv("ine;nom", "1;Martin;;oups"))

    assert (problem.line, problem.value) == (2, "oups")


def test_ignores_empty_cells_beyond_the_last_column_and_empty_headers() -> None:
    assert rows_of(csv("ine;nom;;", "1;Martin;;;;")) == [{"ine": "1", "nom": "Martin"}]


def test_splits_several_values() -> None:
    assert row_of(csv("ine;regimes", "1; socle |approfondissement||SOCLE")).values["regimes"] == (
        "socle",
        "approfondissement",
    )


def test_a_header_alone_is_a_file_without_rows() -> None:
    assert read_sheet(csv("ine;nom"), COLUMNS).count == 0
    assert problems_of(csv("ine;nom")) == []


def test_a_row_makes_problems_at_its_own_place() -> None:
    row = row_of(csv("ine;nom", "1;Martin\tde la Tour"))

    warning, error = row.warning("nom", "Connu sous un autre nom."), row.error("rang", "Manque.")

    assert (warning.severity, warning.line, warning.value) == (Severity.WARNING, 2, "Martin de la Tour")
    assert (error.is_error, error.column, error.value) == (True, "rang", "")
