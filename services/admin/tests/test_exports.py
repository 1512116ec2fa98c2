"""Call lists as files, to the byte (IFC-11)."""

from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from chassis.web.exports import neutral
from services.admin.tests import campaign
from services.admin.tests.application import World
from services.admin.tests.conftest import Browser

CSV = f"/listes-d-appel/{campaign.VERSION[:-1]}2/export.csv"
XLSX = f"/listes-d-appel/{campaign.VERSION[:-1]}2/export.xlsx"
HEADER = (
    "rang_appel;ine;nom;prenom;des;anciennete;promotion;effectif_promo_local;rang_local;promotion_theorique;"
    "effectif_promo_theorique;rang_actualise;absence_prevue"
)
HOSTILE = '=HYPERLINK("https://mal.example")'


@pytest.mark.rule("IFC-11")
def test_csv_to_the_byte(staff: Browser, world: World) -> None:
    del world.ranking.all_lines[2:]
    world.ranking.all_lines[1].nom = 'DE ; LA "TOUR"'
    world.ranking.all_lines[1].absence_prevue = True
    answer = staff.open(CSV)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="liste-appel-052027-3-socle-v2.csv"'
    )
    first = "1;0000000001A;LEFÈVRE;Mehdi;33 - GYNÉCOLOGIE OBSTÉTRIQUE;1;2024;100;1;2023;150;1.50;non".encode()
    second = (
        '2;0000000002A;"DE ; LA ""TOUR""";Chloé;33 - GYNÉCOLOGIE OBSTÉTRIQUE;2;2024;100;2;2023;150;3.00;oui'
    ).encode()
    assert answer.data == b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n" + first + b"\r\n" + second + b"\r\n"


@pytest.mark.rule("IFC-11")
def test_xlsx_has_the_same_columns_and_numbers_that_are_numbers(staff: Browser) -> None:
    rows = _sheet(staff.open(XLSX).data)
    assert ";".join(map(str, rows[0])) == HEADER
    assert rows[1] == [
        1.0, "0000000001A", "LEFÈVRE", "Mehdi", "33 - GYNÉCOLOGIE OBSTÉTRIQUE", 1.0, 2024.0, 100.0, 1.0,
        2023.0, 150.0, 1.5, "non",
    ]  # fmt: skip
    assert len(rows) == campaign.INTERNS + 1


@pytest.mark.rule("IFC-10")
def test_formula_like_text_is_neutralised_in_both(staff: Browser, world: World) -> None:
    world.ranking.all_lines[0].nom = HOSTILE
    written = staff.open(CSV).data.decode("utf-8-sig")
    assert '"\'=HYPERLINK(""https://mal.example"")"' in written
    assert _sheet(staff.open(XLSX).data)[1][2] == f"'{HOSTILE}"


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "\u200b=1", "|cmd", "+33 6 x"]
)
def test_what_a_spreadsheet_would_compute(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(
    "text", ["MARTIN", "33 - GYNÉCO", "+33 6 12 34 56 78", "+33612345678", "", "d’Arc-Lys"]
)
def test_what_it_would_not(text: str) -> None:
    assert neutral(text) == text


def test_another_kind_of_file_does_not_exist(staff: Browser) -> None:
    assert staff.open(CSV.replace(".csv", ".pdf")).status_code == 404


def _sheet(data: bytes) -> list[list[Any]]:
    return list(CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python())
