"""The last step of the inscription: the account is made, and the link used up (INS-5, INS-6)."""

from dataclasses import dataclass
from datetime import date

from services.identity.domain import secret_answer
from services.identity.domain.events import AccountMail, DomainEvent, InterneChanged, MailWanted
from services.identity.domain.links import MailLink
from services.identity.domain.people import Account
from services.identity.domain.ports import Work
from services.identity.domain.register import Interne, ReferenceKind
from services.identity.use_cases import forms
from services.identity.use_cases.errors import FormulaireInvalide, InterneInconnu, LienUtilise
from services.identity.use_cases.mailed_links import usable_link
from services.identity.use_cases.new_password import check_new_password
from services.identity.use_cases.tools import Tools


@dataclass(frozen=True, slots=True)
class LastStepForm:
    """What the newcomer typed."""

    password: str
    password_again: str
    date_naissance: str
    telephone: str
    adresse: str
    ufr: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Given:
    date_naissance: date
    telephone: str
    adresse: str
    ufr: str
    question: str


def finalise(tools: Tools, *, token: str, typed: LastStepForm) -> None:
    """Makes the account; a mail confirms it. `FormulaireInvalide` names the fields, or the link's error.

    A birth date that isn't the register's counts against the link, which ten failures use up.
    """
    with tools.begin() as work:
        link = usable_link(tools, work, token)
        interne = work.internes.get(link.intern_id)
    if interne is None:
        raise InterneInconnu
    given = _read(tools, typed, interne, link)
    _check_birth_date(tools, given, interne, link)
    password_hash = tools.hasher.hash(typed.password)
    answer_hash = tools.hasher.hash(secret_answer.normalised(typed.answer))
    with tools.begin() as work:
        link = usable_link(tools, work, token, lock=True)
        now = tools.clock.now()
        account = Account(
            intern_id=link.intern_id,
            email=link.email,
            password_hash=password_hash,
            telephone=given.telephone,
            adresse=given.adresse,
            ufr=given.ufr,
            question=given.question,
            answer_hash=answer_hash,
            created_at=now,
        )
        if not work.accounts.add(account):
            raise LienUtilise
        work.links.use(link.id, now)
        work.tell(_news(work, account))
        work.commit()


def _read(tools: Tools, typed: LastStepForm, interne: Interne, link: MailLink) -> _Given:
    form = forms.Form()
    known = f"{interne.nom} {interne.prenom} {link.email}"
    check_new_password(form, typed.password, typed.password_again, known=known)
    form.text("answer", typed.answer, forms.LINE)
    if not secret_answer.is_long_enough(typed.answer):
        form.refuse("answer", "Deux lettres ou chiffres au moins.")
    given = _Given(
        date_naissance=form.day("date_naissance", typed.date_naissance),
        telephone=form.phone("telephone", typed.telephone, tools.phone),
        adresse=form.text("adresse", typed.adresse, forms.LINE),
        ufr=form.text("ufr", typed.ufr, forms.NAME),
        question=form.text("question", typed.question, forms.LINE),
    )
    form.check()
    return given


def _check_birth_date(tools: Tools, given: _Given, interne: Interne, link: MailLink) -> None:
    if given.date_naissance == interne.date_naissance:
        return
    with tools.begin() as work:
        work.links.count_failure(link.id)
        work.commit()
    raise FormulaireInvalide(date_naissance="Cette date n’est pas celle que connaît l’ARS.")


def _news(work: Work, account: Account) -> list[DomainEvent]:
    interne = work.internes.take(account.intern_id)
    if interne is None:
        raise InterneInconnu
    labels = {des.code: des.label for des in work.specialities.all(ReferenceKind.DES)}
    return [
        MailWanted(AccountMail.ACCOUNT_CONFIRMED, account.intern_id),
        InterneChanged(interne, account.ufr, labels[interne.des]),
    ]
