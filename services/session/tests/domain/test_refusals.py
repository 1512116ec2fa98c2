"""Every refusal has its own code and its own words (TRN-4)."""

import pytest

from services.session.domain import refusals, refusals_to_ars
from services.session.domain.refusals import Refusal

ALL = [
    one
    for module in (refusals, refusals_to_ars)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, Refusal) and one is not Refusal
]


@pytest.mark.rule("TRN-4")
def test_no_two_refusals_share_a_code_or_a_text() -> None:
    assert len({one.code for one in ALL}) == len({one.text for one in ALL}) == len(set(ALL))


@pytest.mark.rule("TRN-4")
@pytest.mark.parametrize("refusal", ALL)
def test_a_refusal_says_in_a_sentence_what_it_is(refusal: type[Refusal]) -> None:
    assert refusal.text.endswith((".", "!", "?"))
    assert refusal.text != Refusal.text
