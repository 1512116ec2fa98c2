"""Accounts for a demonstration or a load test, without mails; all with one password."""

from collections.abc import Mapping
from typing import Final

from services.identity.domain.events import DomainEvent, InterneChanged
from services.identity.domain.people import Account
from services.identity.domain.register import Interne, ReferenceKind
from services.identity.use_cases.errors import InterneInconnu
from services.identity.use_cases.tools import Tools

ADRESSE: Final = "1 place de la Démonstration, 75000 Paris"
QUESTION: Final = "Quelle est la ville de la démonstration ?"
ANSWER: Final = "paris"
FICTIVE_PHONE: Final = "+33639980000"


def create_accounts(tools: Tools, *, emails: Mapping[str, str], password: str) -> int:
    """Make an account for each INE → e-mail that has none yet; how many were made.

    Only the command line of whoever holds the database and its keys comes here. `InterneInconnu` where an
    INE is not in the register, and then nothing is made.
    """
    password_hash, answer_hash = tools.hasher.hash(password), tools.hasher.hash(ANSWER)
    made: list[DomainEvent] = []
    with tools.begin() as work:
        labels = {des.code: des.label for des in work.specialities.all(ReferenceKind.DES)}
        known = work.internes.by_ine(list(emails))
        if known.keys() != emails.keys():
            raise InterneInconnu
        for ine, email in sorted(emails.items()):
            interne = known[ine]
            account = _account(tools, interne, email, password_hash, answer_hash)
            if work.accounts.add(account):
                made.append(InterneChanged(interne, account.ufr, labels[interne.des]))
        work.tell(made)
        work.commit()
    return len(made)


def _account(tools: Tools, interne: Interne, email: str, password_hash: str, answer_hash: str) -> Account:
    return Account(
        intern_id=interne.intern_id,
        email=email,
        password_hash=password_hash,
        telephone=interne.telephone or FICTIVE_PHONE,
        adresse=ADRESSE,
        ufr=interne.ufr or "",
        question=QUESTION,
        answer_hash=answer_hash,
        created_at=tools.clock.now(),
    )
