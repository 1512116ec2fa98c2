"""The procès-verbal, read back from the PDF (ENG-7, NOT-3)."""

import io
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from services.notifications.domain.decisions_in_french import actor, sentence
from services.notifications.domain.proces_verbal import Decision, ProcesVerbal
from services.notifications.rendering.proces_verbal import proces_verbal_pdf
from services.notifications.tests.factories import ARS

pytestmark = pytest.mark.rule("ENG-7")

NAMES = {1: "Inès <MARTIN> & fille", 2: "Mehdi BENALI"}
AMPHI_ID = "7f0c0d0e-0000-4000-8000-000000000001"
START = datetime(2027, 3, 9, 13, 5, 9, tzinfo=UTC)


def decision(seq: int, kind: str, decided_by: str = "moteur", **payload: Any) -> Decision:
    return Decision(AMPHI_ID, seq, START + timedelta(seconds=seq), decided_by, kind, payload, f"{seq:064x}")


def proces_verbal(*decisions: Decision, edition: int = 1) -> ProcesVerbal:
    return ProcesVerbal("CHIR-A", "Spécialités chirurgicales", "052027", edition, NAMES, decisions)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_every_decision_is_there_in_order_with_names_and_the_last_hash() -> None:
    of = proces_verbal(
        decision(1, "validated", "ars:gestionnaire:7", list_version=3),
        decision(2, "chosen", "interne:1", rang_appel=1, numero=2931),
        decision(3, "ended"),
        decision(
            4,
            "corrected",
            "ars:administrateur:7",
            lines=[{"rang_appel": 1, "numero": 2932}, {"rang_appel": 2, "numero": 2931}],
        ),
        edition=2,
    )
    text = " ".join(text_of(proces_verbal_pdf(of, ARS)).replace("\u00a0", " ").split())
    for said in (
        "CHIR-A – Spécialités chirurgicales, semestre de mai 2027",
        "édition 2 · 4 décisions",
        f"{4:064x}",
        "09/03/2027 14:05:11 1. Inès <MARTIN> & fille 1. Inès <MARTIN> & fille choisit le poste n° 2931",
        "ARS, gestionnaire L’amphi est validé : liste d’appel version 3",
        "Correction de l’ARS ; 1. Inès <MARTIN> & fille : poste n° 2932 ; 2. Mehdi BENALI : poste n° 2931",
    ):
        assert said in text
    assert text.index("choisit") < text.index("L’amphi est terminé") < text.index("Correction")


def test_a_running_amphi_is_said_to_be_incomplete() -> None:
    assert "incomplet" in text_of(proces_verbal_pdf(proces_verbal(decision(1, "opened"), edition=0), ARS))


@pytest.mark.parametrize(
    ("said", "of"),
    [
        (
            "2. Mehdi BENALI : absent (temps écoulé)",
            ("turn_missed", {"outcome": "absent", "cause": "temps_ecoule"}),
        ),
        ("2. Mehdi BENALI est remis dans l’ordre de passage (l’a demandé)", ("put_back", {"by": "bouton"})),
        ("Absence prévue de 2. Mehdi BENALI", ("absence_set", {"absent": True})),
        ("Absence prévue de 2. Mehdi BENALI : levée", ("absence_set", {"absent": False})),
        ("Tour de 2. Mehdi BENALI", ("turn_announced", {})),
        ("Procuration de 2. Mehdi BENALI : annulée", ("procuration_set", {"procuration": False})),
        ("Type de choix de 2. Mehdi BENALI : surnombre validant",
         ("type_choix_set", {"type_choix": "surnombre_validant"})),
        ("Correction de l’ARS ; 2. Mehdi BENALI : poste n° 6 ; rang 2 d’un autre amphi : poste n° 5",
         ("corrected", {"lines": [{"amphi_id": AMPHI_ID, "rang_appel": 2, "numero": 6},
                                  {"amphi_id": "autre", "rang_appel": 2, "numero": 5}]})),
        ("Refus du poste n° 6 à 2. Mehdi BENALI : il vient d’être pris",
         ("choice_refused", {"numero": 6, "reason": "poste_pourvu"})),
        ("Refus de placer 2. Mehdi BENALI sur le poste n° 6 : l’interne a déjà un poste ce semestre",
         ("placement_refused", {"numero": 6, "reason": "deja_affecte"})),
        ("Correction refusée : une affectation a changé entre-temps",
         ("correction_refused", {"reason": "autre_affectation"})),
        ("2. Mehdi BENALI choisit le poste n° 6 en surnombre non validant",
         ("chosen", {"numero": 6, "type_choix": "surnombre_non_validant", "par": "mandataire"})),
        ("2. Mehdi BENALI choisit le poste n° 6, dicté à l’ARS",
         ("chosen", {"numero": 6, "type_choix": "classique", "par": "ars"})),
        ("45 s de plus pour le tour de 2. Mehdi BENALI", ("time_added", {"extra_us": 45_000_000})),
        ("1 min 30 s de plus pour le tour de 2. Mehdi BENALI", ("time_added", {"extra_us": 90_000_000})),
        ("2 min de plus pour le tour de 2. Mehdi BENALI", ("time_added", {"extra_us": 120_000_000})),
        ("of_a_kind_to_come 2. Mehdi BENALI", ("of_a_kind_to_come", {})),
        ("2. Mehdi BENALI choisit le poste n° ?", ("chosen", {})),
    ],
)  # fmt: skip
def test_decisions_in_french(said: str, of: tuple[str, dict[str, Any]]) -> None:
    assert sentence(decision(1, of[0], rang_appel=2, **of[1]), NAMES).replace("\u00a0", " ") == said


def test_who_decided() -> None:
    written = [
        "moteur",
        "interne:2",
        "mandataire:2",
        f"ars:administrateur:{uuid4()}",
        "interne:x",
        "interne:9",
    ]
    assert [actor(each, NAMES) for each in written] == [
        "moteur", "2. Mehdi BENALI", "mandataire de 2. Mehdi BENALI", "ARS, administrateur",
        "interne:x", "9.",
    ]  # fmt: skip


@pytest.mark.rule("NOT-3")
def test_the_same_record_gives_the_same_bytes_with_its_fonts_inside() -> None:
    of = proces_verbal(*(decision(seq, "chosen", rang_appel=1, numero=seq) for seq in range(1, 200)))
    pdf = proces_verbal_pdf(of, ARS)
    time.sleep(1.1)
    assert proces_verbal_pdf(of, ARS) == pdf
    page = PdfReader(io.BytesIO(pdf)).pages[1]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    used = [font for font in fonts if font["/BaseFont"] != "/Helvetica"]
    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)
