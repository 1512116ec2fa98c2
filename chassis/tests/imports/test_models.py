"""The model that staff download is a file that can be imported."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from chassis.imports.models import csv_model, xlsx_model
from chassis.tests.imports.files import COLUMNS, rows_of

EXAMPLE = {
    "ine": "1234567890A",
    "nom": "Martin",
    "date_naissance": date(2000, 2, 29),
    "regimes": ("socle", "approfondissement"),
    "imotep": "00123456",
    "rang": 12,
}


@pytest.mark.parametrize("model", [csv_model(COLUMNS), xlsx_model(COLUMNS, "internes")])
def test_reads_its_own_example(model: bytes) -> None:
    assert rows_of(model) == [EXAMPLE]


def test_csv_opens_in_a_french_spreadsheet() -> None:
    assert csv_model(COLUMNS).startswith(b"\xef\xbb\xbfine;nom;")
    assert csv_model(COLUMNS).endswith(b"\r\n")


def test_xlsx_keeps_every_cell_as_text() -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(xlsx_model(COLUMNS, "internes"))).get_sheet_by_index(0)

    assert sheet.name == "internes"
    assert all(isinstance(cell, str) for row in sheet.to_python() for cell in row)
