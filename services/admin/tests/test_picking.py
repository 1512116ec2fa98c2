"""Finding a post by what staff type: its number, or words of its line (ADM-9, ADM-10)."""

import pytest

from services.admin.tests.doubles import PostesDouble
from services.admin.web.interventions.picking import find, line_of

POSTES = PostesDouble().offer("")


@pytest.mark.parametrize("typed", ["2942", " n° 2942 ", "N°2942"])
def test_a_number_is_that_post(typed: str) -> None:
    found = find(POSTES, typed)
    assert found.poste is not None
    assert found.poste.numero == 2942


def test_words_that_fit_one_post_alone_are_enough() -> None:
    found = find(POSTES, "orthopedie MAINS")
    assert found.poste is not None
    assert line_of(found.poste) == "n° 2977 – NECKER – Orthopédie – Pr GARNIER – Mains"


def test_words_that_fit_several_are_not_guessed() -> None:
    few = find(POSTES[:3], "necker")
    many = find(POSTES, "necker")
    assert few.poste is None
    assert [each.numero for each in few.among] == [2900, 2901, 2902]
    assert many.poste is None
    assert many.among == ()
    assert "100 postes correspondent" in many.problem


@pytest.mark.parametrize("typed", ["", "   ", "9999", "cochin", "<script>", "٢٩٤٢", "2942 2943"])
def test_what_fits_nothing_is_said(typed: str) -> None:
    found = find(POSTES, typed)
    assert found.poste is None
    assert found.among == ()
    assert found.problem
