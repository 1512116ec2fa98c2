"""Who has which post, on the page and as a file, to the byte (IFC-12)."""

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from services.admin.tests import campaign
from services.admin.tests.application import World
from services.admin.tests.conftest import Browser

CSV = f"/affectations/export.csv?semestre={campaign.SEMESTRE}"
XLSX = CSV.replace("csv", "xlsx", 1)
HEADER = (
    "semestre;amphi;rang_appel;ine;nom;prenom;type_choix;par;numero;imotep;etablissement;service;des_poste;"
    "date_heure"
)


@pytest.mark.rule("IFC-12")
def test_csv_to_the_byte(staff: Browser) -> None:
    answer = staff.open(CSV)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="affectations-{campaign.SEMESTRE}.csv"'
    )
    post = "2932;11000336;NECKER;Chirurgie viscérale;33 - GYNÉCOLOGIE OBSTÉTRIQUE;2027-04-12T09:30:15+02:00"
    lines = [
        HEADER,
        f"052027;CHIR-SOCLE;2;0000000002A;{campaign.nom(2)};{campaign.prenom(2)};classique;interne;{post}",
        f"052027;CHIR-SOCLE;5;0000000005A;{campaign.nom(5)};{campaign.prenom(5)};surnombre_non_validant;ars;{post}",
    ]
    assert answer.data.decode("utf-8-sig") == "\r\n".join([*lines, ""])
    assert answer.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.rule("IFC-12")
def test_xlsx_has_the_same_columns(staff: Browser) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(staff.open(XLSX).data)).get_sheet_by_index(0).to_python()
    assert ";".join(map(str, rows[0])) == HEADER
    assert rows[2][:9] == [
        "052027", "CHIR-SOCLE", 5.0, "0000000005A", campaign.nom(5), campaign.prenom(5),
        "surnombre_non_validant", "ars", 2932.0,
    ]  # fmt: skip


@pytest.mark.rule("IFC-12")
def test_one_amphi_alone(staff: Browser, world: World) -> None:
    world.postes.given[1].amphi_id = campaign.BROUILLON
    rows = staff.open(f"{CSV}&amphi={campaign.AMPHI}").data.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert len(staff.open(f"{CSV}&amphi=x").data.splitlines()) == 3


def test_the_page_says_who_chose_and_how(reader: Browser) -> None:
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reader.open("/affectations/").text))
    assert f"{campaign.prenom(2)} {campaign.nom(2)} 2 CHIR-SOCLE n°" in page
    assert "surnombre non validant l’ARS" in page
    assert "2 affectations" in page.replace("\u00a0", " ")


@pytest.mark.rule("CHX-6")
def test_a_corrected_affectation_says_so(reader: Browser, world: World) -> None:
    assert "dci-tag" not in reader.open("/affectations/").text
    world.postes.given[0].corrected = True
    assert reader.open("/affectations/").text.count('<span class="dci-tag">corrigé</span>') == 1


def test_without_any_it_says_so(staff: Browser, world: World) -> None:
    world.postes.given.clear()
    assert "Aucune affectation" in staff.open("/affectations/").text
    assert len(staff.open(CSV).data.splitlines()) == 1


def test_another_kind_of_file_does_not_exist(staff: Browser) -> None:
    assert staff.open(CSV.replace("csv", "pdf")).status_code == 404


def test_nobody_gets_it_without_logging_in(nobody: Browser) -> None:
    assert nobody.open(CSV).status_code == 302
