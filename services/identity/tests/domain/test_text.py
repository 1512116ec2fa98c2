"""What counts as the same writing."""

import pytest

from services.identity.domain.text import email_key, folded, same, tidy


@pytest.mark.rule("INS-2")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lefèvre", "LEFEVRE"),
        ("Jean-Pierre", "jean pierre"),
        ("D’Angelo", "D'ANGELO"),
        ("De La  Tour", "delatour"),
        ("Œuvrard", "OEUVRARD"),
        ("Strauß", "STRAUSS"),
        ("E\u0301lodie", "\u00c9lodie"),
    ],
)
def test_case_accents_hyphens_and_spacing_do_not_count(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.rule("INS-2")
def test_other_letters_count_and_empty_equals_nothing() -> None:
    assert not same("Martin", "Marin")
    assert not same("-", " ")
    assert folded(" - ’ ") == ""


def test_tidy_keeps_what_is_shown() -> None:
    assert tidy("  Jean-Pierre   DE LA TOUR ") == "Jean-Pierre DE LA TOUR"


def test_an_email_is_one_account_whatever_its_case() -> None:
    assert email_key(" Lea.Martin@Example.ORG ") == "lea.martin@example.org"
