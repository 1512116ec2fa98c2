"""The sheet and the attestation, read back from the PDF."""

import io

import pytest
from pypdf import PdfReader

from chassis.record import receipts
from services.notifications.tests.factories import AFFECTATION, CONTACT, RECEIPT, documents


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.rule("NOT-3")
@pytest.mark.rule("TRN-5")
def test_the_attestation_says_who_what_when_and_how_to_verify() -> None:
    text = text_of(documents().attestation(CONTACT, AFFECTATION))
    for said in (
        "Aïcha D’ALMEIDA",
        "NECKER – ENFANTS MALADES (75)",
        "Chirurgie viscérale <pédiatrique>",
        "mai 2027",
        "9 mars 2027 à 14 h 05 min 09 s",
        "K7QF-9XTM-2HPA-W4ND",
        "https://dci.example/verifier/K7QF-9XTM-2HPA-W4ND",
    ):
        assert said in text.replace("\xa0", " ")


@pytest.mark.rule("NOT-3")
def test_the_same_content_gives_the_same_bytes() -> None:
    assert documents().sheet(CONTACT, AFFECTATION, RECEIPT) == documents().sheet(
        CONTACT, AFFECTATION, RECEIPT
    )
    assert documents().sheet(CONTACT, AFFECTATION, RECEIPT) != documents().attestation(CONTACT, AFFECTATION)


@pytest.mark.rule("NOT-3")
def test_fonts_that_carry_text_are_embedded() -> None:
    page = PdfReader(io.BytesIO(documents().sheet(CONTACT, AFFECTATION, RECEIPT))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    used = [font for font in fonts if font["/BaseFont"] != "/Helvetica"]
    assert len(used) == 2
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


@pytest.mark.rule("TRN-5")
@pytest.mark.rule("ENG-8")
def test_the_sheet_carries_the_signed_receipt_to_be_pasted() -> None:
    text = text_of(documents().sheet(CONTACT, AFFECTATION, RECEIPT))
    pasted = text[text.index("DCI1.") : text.index("L’attestation officielle")]
    assert receipts.read(pasted).signed == receipts.read(RECEIPT).signed
    assert "DCI1." not in text_of(documents().sheet(CONTACT, AFFECTATION, ""))
