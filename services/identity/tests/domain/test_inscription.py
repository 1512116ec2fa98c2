"""Who is recognised in the register, and who is not."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from services.identity.domain.inscription import Declaration, RegisterLine, recognise

LEA = RegisterLine(
    intern_id=uuid4(),
    ine="1234567890A",
    prenom="Léa",
    nom="LEFÈVRE-DUPONT",
    date_naissance=date(1999, 2, 28),
    email="lea@example.org",
    telephone="+33612345678",
)
TYPED = Declaration(
    prenom="lea",
    nom="Lefevre Dupont",
    date_naissance=date(1999, 2, 28),
    email="lea@example.org",
    ine="1234567890a",
    telephone="+33612345678",
)
WITHOUT_INE = replace(TYPED, ine="0000")

pytestmark = pytest.mark.rule("INS-2")


def test_somebody_who_agrees_in_everything_is_recognised() -> None:
    assert recognise(TYPED, [LEA]) is LEA


@pytest.mark.parametrize(
    "typed",
    [
        replace(TYPED, email="autre@example.org"),
        replace(TYPED, telephone="+33700000000"),
        replace(TYPED, telephone=None),
    ],
)
def test_with_an_ine_one_contact_detail_is_enough(typed: Declaration) -> None:
    assert recognise(typed, [LEA]) is LEA


@pytest.mark.parametrize(
    "typed",
    [
        replace(TYPED, ine="1234567890B"),
        replace(TYPED, nom="Lefevre"),
        replace(TYPED, prenom="Léo"),
        replace(TYPED, date_naissance=date(1999, 2, 27)),
        replace(TYPED, email="autre@example.org", telephone="+33700000000"),
        replace(TYPED, email="autre@example.org", telephone=None),
    ],
)
def test_with_an_ine_anything_else_that_differs_is_no_match(typed: Declaration) -> None:
    assert recognise(typed, [LEA]) is None


def test_without_an_ine_every_contact_detail_must_agree() -> None:
    assert recognise(WITHOUT_INE, [LEA]) is LEA
    assert recognise(replace(WITHOUT_INE, ine=" 00-00 "), [LEA]) is LEA
    assert recognise(replace(WITHOUT_INE, telephone=None), [LEA]) is None
    assert recognise(replace(WITHOUT_INE, email="autre@example.org"), [LEA]) is None


def test_without_an_ine_only_what_the_register_holds_is_compared() -> None:
    without_phone = replace(LEA, telephone=None)
    assert recognise(replace(WITHOUT_INE, telephone=None), [without_phone]) is without_phone


def test_without_an_ine_two_namesakes_are_nobody() -> None:
    namesake = replace(LEA, intern_id=uuid4(), ine="9999999999Z", email="autre@example.org")
    assert recognise(WITHOUT_INE, [LEA, namesake]) is None
    assert recognise(TYPED, [LEA, namesake]) is LEA


@pytest.mark.parametrize("typed", [TYPED, WITHOUT_INE])
def test_nobody_is_recognised_by_name_and_birth_date_alone(typed: Declaration) -> None:
    assert recognise(typed, [replace(LEA, email=None, telephone=None)]) is None
