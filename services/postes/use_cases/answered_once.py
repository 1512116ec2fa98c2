"""An id of session's gets one answer, ever: what Settle and Correct have in common (decision 4)."""

from collections.abc import Callable

from services.postes.domain.reglement import AlreadyGiven, Question, Reglement, Reponse
from services.postes.use_cases.errors import AnotherRequest, StillBusy

ATTEMPTS = 2
"""A unique index that refuses has seen the other's commit: the second look finds what it stored."""


def answer_once(attempt: Callable[[], Reponse]) -> Reponse:
    """The answer of an attempt, made again where the schema refused what another has just done."""
    for _ in range(ATTEMPTS):
        try:
            return attempt()
        except AlreadyGiven:
            continue
    raise StillBusy


def same(stored: Reglement, question: Question) -> Reponse:
    """The stored answer, if it answers this question; else `AnotherRequest`."""
    if stored.digest != question.digest:
        raise AnotherRequest
    return stored.reponse
