"""How each kind of cell is read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.imports import Coded, coded, dates, one_of, semestre, text_up_to, whole, yes_no


@pytest.mark.rule("IFC-6")
@pytest.mark.parametrize("cell", ["29/02/2000", "2000-02-29"])
def test_reads_french_and_iso_dates(cell: str) -> None:
    assert dates.french(cell) == date(2000, 2, 29)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_reads_every_day_in_both_forms(day: date) -> None:
    assert dates.french(f"{day:%d/%m/%Y}") == dates.french(f"{day.day}/{day.month}/{day.year}") == day
    assert dates.french(day.isoformat()) == day


@pytest.mark.parametrize("cell", ["30/02/2000", "29/02/2001", "0/1/2000", "1/13/2000", "2000-02-30"])
def test_refuses_days_that_do_not_exist(cell: str) -> None:
    with pytest.raises(ValueError, match="n’existe pas"):
        dates.french(cell)


@pytest.mark.parametrize(
    "cell", ["1/2/99", "01-02-2000", "hier", "1/2/2000 12:00", "², 1/2/2000", "1/1/1899"]
)
def test_refuses_what_is_no_date(cell: str) -> None:
    with pytest.raises(ValueError, match=r"JJ/MM/AAAA|Année"):
        dates.french(cell)


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(("cell", "value"), [("oui", True), ("OUI", True), ("Non", False)])
def test_reads_yes_and_no_blind_to_case(cell: str, value: bool) -> None:
    assert yes_no(cell) is value


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize("cell", ["medecin", "Médecin", "MÉDECIN"])
def test_reads_codes_blind_to_case_and_accents(cell: str) -> None:
    assert one_of("medecin", "pharmacien")(cell) == "medecin"


@pytest.mark.parametrize("cell", ["en cours", "En_Cours", "EN  COURS"])
def test_reads_codes_of_several_words(cell: str) -> None:
    assert one_of("oui", "en cours")(cell) == "en cours"


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize(
    ("cell", "code", "label"),
    [
        ("3 - SPECIALITES CHIRURGICALES", "3", "3 - SPECIALITES CHIRURGICALES"),
        ("33  -  GYNÉCOLOGIE OBSTÉTRIQUE", "33", "33 - GYNÉCOLOGIE OBSTÉTRIQUE"),
        ("Biologie", "BIOLOGIE", "Biologie"),
        ("Gynécologie-obstétrique", "GYNECOLOGIE-OBSTETRIQUE", "Gynécologie-obstétrique"),
        ("2 - A - B", "2", "2 - A - B"),
        ("poi - Pharmacie", "POI", "poi - Pharmacie"),
        ("Médecine du cœur", "MEDECINE-DU-COEUR", "Médecine du cœur"),
    ],
)
def test_knows_a_groupe_by_what_stands_before_the_dash(cell: str, code: str, label: str) -> None:
    assert coded(cell) == Coded(code, label)


@pytest.mark.rule("IFC-10")
@pytest.mark.parametrize("cell", ["022027", "52027", "05227", "0520270", "052127", "05 2027"])
def test_semesters_start_in_may_or_november(cell: str) -> None:
    assert semestre("052027") == "052027"
    with pytest.raises(ValueError, match="05AAAA"):
        semestre(cell)


@pytest.mark.parametrize("cell", ["0", "101", "-1", "1.5", "1 0", "²", "٣", "1e1", "abc"])
def test_refuses_numbers_out_of_bounds_and_what_is_no_number(cell: str) -> None:
    assert whole(1, 100)("100") == 100
    with pytest.raises(ValueError, match="de 1 à 100"):
        whole(1, 100)(cell)


@pytest.mark.parametrize(
    ("parse", "cell"), [(yes_no, "peut-être"), (one_of("a", "b"), "c"), (text_up_to(3), "quatre")]
)
def test_says_in_french_what_is_expected(parse: Callable[[str], Any], cell: str) -> None:
    with pytest.raises(ValueError, match=r"attendu|possibles : a, b|3 au plus"):
        parse(cell)
