"""The procès-verbal of an amphi, as PDF and as the public record (ENG-7, IFC-13)."""

import json

import pytest

from services.admin.tests import campaign
from services.admin.tests.conftest import Browser

HERE = f"/amphis/{campaign.AMPHI}"


@pytest.mark.rule("ENG-7")
def test_staff_download_the_pdf_and_the_record(staff: Browser) -> None:
    page = staff.open(HERE).text
    assert f"{HERE}/proces-verbal.pdf" in page
    assert "n’est pas complet" in page
    pdf = staff.open(f"{HERE}/proces-verbal.pdf")
    assert (pdf.mimetype, pdf.headers["Cache-Control"]) == ("application/pdf", "no-store")
    record = staff.open(f"{HERE}/proces-verbal.jsonl")
    assert "edition-2.jsonl" in record.headers["Content-Disposition"]
    assert json.loads(record.data)["type"] == "validated"
