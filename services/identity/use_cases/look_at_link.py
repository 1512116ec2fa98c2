"""What the page of a mailed link shows before its button acts; mail scanners open links too (INS-4)."""

from dataclasses import dataclass

from services.identity.domain.secret_answer import QUESTIONS
from services.identity.use_cases.errors import LienUtilise
from services.identity.use_cases.mailed_links import usable_link
from services.identity.use_cases.tools import Tools


@dataclass(frozen=True, slots=True)
class LastStep:
    """To fill the form in; empty where the register doesn't know."""

    prenom: str
    email: str
    ufr: str
    telephone: str
    ufrs: tuple[str, ...]
    questions: tuple[str, ...]


def look_at_link(tools: Tools, *, token: str) -> LastStep:
    """Uses nothing up."""
    with tools.begin() as work:
        link = usable_link(tools, work, token)
        interne = work.internes.get(link.intern_id)
        if interne is None or work.accounts.get(link.intern_id) is not None:
            raise LienUtilise
        return LastStep(
            prenom=interne.prenom,
            email=link.email,
            ufr=interne.ufr or "",
            telephone=interne.telephone or "",
            ufrs=tuple(work.internes.ufrs()),
            questions=QUESTIONS,
        )
