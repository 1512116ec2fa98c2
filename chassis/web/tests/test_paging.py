"""Pages of long lists, carried by the address (POS-5)."""

import pytest
from flask import Flask

from chassis.web.paging import Paging, address_with, asked_page, asked_size


@pytest.mark.rule("POS-5")
def test_the_address_carries_all_and_senseless_values_are_ignored(app: Flask) -> None:
    with app.test_request_context(
        "/postes?etablissement=NECKER&etablissement=%C3%89t%C3%A9&page=3&taille=60"
    ):
        assert (asked_page(), asked_size()) == (3, 60)
        assert address_with(page=None) == "/postes?etablissement=NECKER&etablissement=%C3%89t%C3%A9&taille=60"
        assert address_with(page=4, taille=None).endswith("page=4")
    for senseless in ("-1", "0", "x", "99999999999999999999", "٣", "1.5"):
        with app.test_request_context(f"/postes?page={senseless}&taille={senseless}"):
            assert 1 <= asked_page() <= 100_000
            assert asked_size() == 30


def test_both_ends_and_the_neighbours_are_offered() -> None:
    assert Paging(5, 30, 300).shown() == [1, None, 4, 5, 6, None, 10]
    assert Paging(1, 30, 0).shown() == [1]
    assert Paging(2, 30, 61).shown() == [1, 2, 3]
    assert (Paging(2, 30, 61).first, Paging(3, 30, 61).last) == (31, 61)
