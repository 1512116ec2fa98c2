"""The sheet and the attestation, read back from the PDF."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from chassis.record import receipts
from services.notifications.domain.facts import Origine
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
        "a choisi, lors de l’amphithéâtre de choix et à son rang, le poste",
        "K7QF-9XTM-2HPA-W4ND",
        "https://dci.example/verifier/K7QF-9XTM-2HPA-W4ND",
    ):
        assert said in " ".join(text.replace("\xa0", " ").split())


@pytest.mark.rule("CHX-8")
def test_of_a_placement_nothing_says_that_it_was_chosen() -> None:
    placed = replace(AFFECTATION, par="ars", origine=Origine.PLACEMENT)
    attestation = said(documents().attestation(CONTACT, placed))
    assert "avoir affecté Aïcha D’ALMEIDA, en dehors de l’amphithéâtre de choix, au poste" in attestation
    sheet = said(documents().sheet(CONTACT, placed, RECEIPT))
    assert "L’ARS vous a affecté ce poste, en dehors du choix en amphi" in sheet
    assert "Il prouve cette affectation" in sheet
    for text in (attestation, sheet):
        assert "a choisi" not in text
        assert "Choix reçu" not in text
        assert "Affectation du 9 mars 2027" in text


@pytest.mark.rule("CHX-6")
def test_of_a_correction_nothing_says_that_it_was_chosen() -> None:
    corrected = replace(AFFECTATION, par="ars", origine=Origine.CORRECTION)
    attestation = said(documents().attestation(CONTACT, corrected))
    assert "avoir affecté Aïcha D’ALMEIDA, par une correction de son affectation, au poste" in attestation
    sheet = said(documents().sheet(CONTACT, corrected, RECEIPT))
    assert "L’ARS a corrigé votre affectation. Voici le poste qui est désormais le vôtre" in sheet
    assert "Il prouve cette correction" in sheet
    for text in (attestation, sheet):
        assert "choisi" not in text
        assert "Correction du 9 mars 2027" in text


@pytest.mark.rule("CHX-5")
@pytest.mark.parametrize("kind", ["surnombre validant", "surnombre non validant"])
def test_a_surnombre_is_named(kind: str) -> None:
    beside = replace(AFFECTATION, type_choix=kind.replace(" ", "_"))
    attestation = said(documents().attestation(CONTACT, beside))
    assert f"a choisi en {kind}, lors de l’amphithéâtre de choix, le poste" in attestation
    assert "à son rang" not in attestation
    assert f"vous avez choisi en {kind}" in said(documents().sheet(CONTACT, beside, RECEIPT))
    corrected = replace(beside, origine=Origine.CORRECTION)
    assert f"avoir affecté Aïcha D’ALMEIDA en {kind}, par" in said(
        documents().attestation(CONTACT, corrected)
    )
    assert f"Type de choix {kind}" in attestation


@pytest.mark.rule("PRC-5")
def test_a_choice_by_proxy_is_said_to_be_one() -> None:
    by_proxy = replace(AFFECTATION, par="mandataire")
    assert "a choisi, par son mandataire, lors de l’amphithéâtre de choix et à son rang, le poste" in said(
        documents().attestation(CONTACT, by_proxy)
    )


@pytest.mark.rule("PRC-5")
@pytest.mark.parametrize(("par", "how"), [("mandataire", "fait par procuration"), ("ars", "dicté à l’ARS")])
def test_a_sheet_that_the_mandataire_reads_too_speaks_to_both(par: str, how: str) -> None:
    sheet = said(documents().sheet(CONTACT, replace(AFFECTATION, par=par), RECEIPT))
    assert f"Ce choix, {how}, est enregistré et définitif" in sheet
    assert not any(word in sheet for word in ("Votre", "votre", "vous"))


def said(pdf: bytes) -> str:
    """Without line ends and no-break spaces."""
    return " ".join(text_of(pdf).replace("\xa0", " ").split())


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
