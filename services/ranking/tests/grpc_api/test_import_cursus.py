"""Importing the file « cursus »: dry run, application, and everything that can be wrong with it."""

from io import BytesIO

import pytest
import xlsxwriter

from chassis.database import Database
from chassis.errors import DomainError
from dci.common.v1.imports_pb2 import ImportProblem, ImportReport
from dci.ranking.v1 import ranking_pb2 as pb
from services.ranking.tests.conftest import Ranking
from services.ranking.tests.grpc_api.fake_identity import person

pytestmark = [pytest.mark.real, pytest.mark.rule("IFC-7"), pytest.mark.rule("ADM-4")]

HEADER = "ine;semestre;nature;valide;motif;imotep;retirer"


@pytest.fixture
def known(ranking: Ranking) -> Ranking:
    """Two interns; May 2027 is being chosen."""
    ranking.identity.internes = [person("A0001"), person("A0002")]
    return ranking


def csv(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.created, report.changed, report.unchanged, report.removed, report.refused


def said(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.reason) for each in report.problems]


def stored(database: Database) -> list[tuple[str, ...]]:
    with database.transaction() as tx:
        rows = tx.all(
            "SELECT semestre, nature, valide, motif, imotep FROM cursus ORDER BY right(semestre, 4), semestre"
        )
    return [tuple(row.values()) for row in rows]


def test_every_nature_and_value_is_read_blind_to_case_and_accents(known: Ranking, database: Database) -> None:
    report = known.dry_run(
        csv(
            "a-0001;112024;Surnombre non validant;NON;maternité;;",
            "A0001;052025;disponibilité;non;;;non",
            "A0001;112026;stage;En Cours;;11000766;",
        )
    )
    assert (counts(report), report.applied) == ((3, 0, 0, 0, 0), False)
    assert stored(database) == []
    assert known.apply(report).applied
    assert stored(database) == [
        ("112024", "surnombre_non_validant", "non", "maternité", ""),
        ("052025", "disponibilite", "non", "", ""),
        ("112026", "stage", "en_cours", "", "11000766"),
    ]


def test_the_same_file_twice_changes_nothing(known: Ranking, database: Database) -> None:
    data = csv("A0001;112025;stage;oui;;;", "A0002;112025;recherche;oui;;;")
    known.apply(known.dry_run(data))
    before = stored(database)
    again = known.dry_run(data)
    assert counts(again) == (0, 0, 2, 0, 0)
    known.apply(again)
    assert stored(database) == before


@pytest.mark.rule("IFC-10")
def test_empty_cells_keep_vide_erases_retirer_takes_away(known: Ranking, database: Database) -> None:
    known.apply(
        known.dry_run(csv("A0001;112025;stage;en cours;maladie;11000766;", "A0001;052026;stage;oui;;;"))
    )
    report = known.dry_run(csv("A0001;112025;;oui;(vide);;", "A0001;052026;;;;;oui"))
    assert counts(report) == (0, 1, 0, 1, 0)
    known.apply(report)
    assert stored(database) == [("112025", "stage", "oui", "", "11000766")]


@pytest.mark.rule("IFC-10")
@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("0000;112025;stage;oui;;;", "ine", "« 0000 »"),
        ("UNKNOWN9;112025;stage;oui;;;", "ine", "INE inconnu"),
        (";112025;stage;oui;;;", "ine", "obligatoire"),
        ("A0001;012025;stage;oui;;;", "semestre", "05AAAA"),
        ("A0001;112025;vacances;oui;;;", "nature", "Valeurs possibles"),
        ("A0001;112025;stage;peut-être;;;", "valide", "Valeurs possibles"),
        ("A0001;112025;stage;;;;", "valide", "obligatoire"),
        ("A0001;112025;;oui;;;", "nature", "obligatoire"),
        ("A0001;112025;(vide);oui;;;", "nature", "effacée"),
        ("A0001;112025;stage;oui;;1234;", "imotep", "huit chiffres"),
        ("A0001;112025;stage;oui;;;demain", "retirer", "« oui » ou « non »"),
        ("A0001;112025;stage;oui;" + "x" * 201 + ";;", "motif", "200"),
        ("A0001;112025;stage;oui;" + "x" * 10_001 + ";;", "motif", "10000"),
    ],
)
def test_a_wrong_line_refuses_the_file_and_says_where(
    known: Ranking, database: Database, line: str, column: str, reason: str
) -> None:
    report = known.dry_run(csv("A0002;112025;stage;oui;;;", line))
    (problem,) = report.problems
    assert (problem.line, problem.column) == (3, column)
    assert reason in problem.reason
    assert (report.import_id, report.refused) == ("", 1)
    with pytest.raises(DomainError) as refused:
        known.apply(report)
    assert refused.value.code == "essai_introuvable"
    assert stored(database) == []


@pytest.mark.rule("IFC-10")
def test_the_same_key_twice(known: Ranking) -> None:
    same = known.dry_run(csv("A0001;112025;stage;oui;;;", "A0001;112025;stage;oui;;;"))
    other = known.dry_run(csv("A0001;112025;stage;oui;;;", "A0001;112025;stage;non;;;"))
    assert (counts(same), same.problems[0].severity) == ((1, 0, 0, 0, 0), ImportProblem.SEVERITY_WARNING)
    assert (other.refused, other.problems[0].severity) == (1, ImportProblem.SEVERITY_ERROR)


@pytest.mark.rule("IFC-10")
def test_en_cours_is_expected_of_the_last_semester_only(known: Ranking) -> None:
    report = known.dry_run(csv("A0001;112026;stage;en cours;;;", "A0001;052026;stage;en cours;;;"))
    assert said(report) == [(3, "valide", "« en cours » n’est attendu que pour le semestre 112026.")]
    assert report.import_id


@pytest.mark.rule("IFC-10")
def test_taking_away_what_is_not_there_is_a_remark(known: Ranking) -> None:
    report = known.dry_run(csv("A0001;112026;;;;;oui"))
    assert said(report) == [(2, "retirer", "Ce semestre n’est pas connu : rien à retirer.")]
    assert counts(report) == (0, 0, 1, 0, 0)


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "vide"),
        (b"\x00\x01\x02", "ni un CSV"),
        (b"PK\x03\x04 not a workbook", "abîmé"),
        (b"semestre;nature;valide\n112025;stage;oui", "Colonne absente"),
        (b"ine;ine;semestre\nA0001;A0001;112025", "deux fois"),
    ],
)
def test_a_file_that_is_none(known: Ranking, data: bytes, reason: str) -> None:
    report = known.dry_run(data)
    assert any(reason.casefold() in problem.reason.casefold() for problem in report.problems), report.problems
    assert report.import_id == ""


@pytest.mark.rule("IFC-10")
def test_xlsx_numbers_are_read_as_what_they_show(known: Ranking, database: Database) -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("cursus")
        for number, row in enumerate([HEADER.split(";"), ["A0001", 52026, "stage", "oui", "", 1000766, ""]]):
            sheet.write_row(number, 0, row)
    known.apply(known.dry_run(file.getvalue(), "cursus.xlsx"))
    assert stored(database) == [("052026", "stage", "oui", "", "01000766")]


@pytest.mark.rule("IFC-10")
def test_a_formula_in_a_text_is_data(known: Ranking, database: Database) -> None:
    known.apply(known.dry_run(csv('A0001;112025;stage;oui;=HYPERLINK("x");;')))
    assert stored(database)[0][3] == '=HYPERLINK("x")'


def test_data_that_moved_since_the_dry_run_is_told_and_nothing_is_written(
    known: Ranking, database: Database
) -> None:
    shown = known.dry_run(csv("A0001;112025;stage;oui;;;", "A0002;112025;stage;oui;;;"))
    known.apply(known.dry_run(csv("A0001;112025;stage;non;;;")))
    with pytest.raises(DomainError, match="lignes concernées : 2") as refused:
        known.apply(shown)
    assert refused.value.code == "donnees_changees"
    assert stored(database) == [("112025", "stage", "non", "", "")]


def test_an_import_without_an_id_is_unknown(known: Ranking) -> None:
    with pytest.raises(DomainError) as refused:
        known.apply(ImportReport(import_id="not an id"))
    assert refused.value.code == "essai_introuvable"


@pytest.mark.parametrize("xlsx", [False, True])
def test_the_model_to_download_is_a_file_that_can_be_imported(known: Ranking, *, xlsx: bool) -> None:
    known.identity.internes.append(person("1234567890A"))
    request = pb.GetImportModelRequest(kind="cursus", xlsx=xlsx)
    model = known.as_staff(lambda stub: stub.GetImportModel(request), "consultation")
    assert model.filename.endswith("xlsx" if xlsx else "csv")
    assert not known.dry_run(model.content, model.filename).refused
