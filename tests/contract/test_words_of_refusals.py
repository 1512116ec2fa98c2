"""Every reason for which postes refuses has words wherever decisions are read (TRN-4, ADM-9, ENG-7)."""

import pytest

from services.admin.web.regie.saying import REFUSALS
from services.notifications.domain.decisions_in_french import WORDS
from services.postes.domain.refus import Refus


@pytest.mark.rule("ADM-9")
@pytest.mark.parametrize("refus", list(Refus))
def test_the_journal_has_words_for_it(refus: Refus) -> None:
    assert refus.value in REFUSALS


@pytest.mark.rule("ENG-7")
@pytest.mark.parametrize("refus", list(Refus))
def test_the_proces_verbal_has_words_for_it(refus: Refus) -> None:
    assert refus.value in WORDS
