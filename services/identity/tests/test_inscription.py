"""The inscription, step by step, on a real database."""

from uuid import UUID

import pytest

from chassis.errors import DomainError
from dci.events.v1.events_pb2 import AccountMailWanted
from services.identity.tests.factories import ADDRESS, PASSWORD, Home, an_interne, last_step
from services.identity.use_cases.errors import (
    FormulaireInvalide,
    InscriptionRefusee,
    LienExpire,
    LienInconnu,
    LienUtilise,
    TicketPerdu,
    TropDeMails,
    TropDEssais,
)
from services.identity.use_cases.finalise import finalise
from services.identity.use_cases.get_mail_link import get_mail_link
from services.identity.use_cases.log_in_interne import log_in_interne
from services.identity.use_cases.look_at_link import look_at_link
from services.identity.use_cases.request_confirmation import request_confirmation

pytestmark = pytest.mark.real


def ask(home: Home, ticket: str, email: str, again: str | None = None) -> None:
    request_confirmation(home.tools, ticket=ticket, email=email, email_again=again or email)


@pytest.mark.rule("INS-5")
@pytest.mark.rule("INS-6")
def test_a_newcomer_registers_and_logs_in(home: Home) -> None:
    lea = home.knows(an_interne())

    home.registers(lea, email="Lea.Nouvelle@example.org")

    opened = log_in_interne(
        home.tools, email="lea.nouvelle@example.org", password=PASSWORD, address=ADDRESS, device=""
    )
    assert opened.access.person.id == lea.intern_id
    assert opened.access.person.display_name == "Léa LEFÈVRE-DUPONT"
    kinds = [wanted.kind for wanted in home.told("account_mail_wanted")]
    assert kinds == [AccountMailWanted.KIND_CONFIRM_ADDRESS, AccountMailWanted.KIND_ACCOUNT_CONFIRMED]
    (changed,) = home.told("interne_changed")
    assert (changed.ufr, changed.des_label) == ("Sorbonne Université", "33 - GYNÉCOLOGIE OBSTÉTRIQUE")


@pytest.mark.rule("INS-2")
@pytest.mark.parametrize(
    "telephone", ["06 12 34 56 78", "+33 6 12.34.56.78", "0033612345678", "06-12-34-56-78"]
)
def test_phones_in_any_usual_french_writing(home: Home, telephone: str) -> None:
    lea = home.knows(an_interne(telephone="+33612345678"))
    assert home.ticket(lea, email="autre@example.org", telephone=telephone)


@pytest.mark.rule("INS-2")
def test_without_an_ine_the_only_such_intern_is_recognised(home: Home) -> None:
    lea = home.knows(an_interne(), an_interne(prenom="Zoé"))
    assert home.ticket(lea, ine="0000")
    with pytest.raises(InscriptionRefusee):
        home.ticket(lea, ine="0000", telephone="0700000000")


@pytest.mark.rule("INS-3")
@pytest.mark.parametrize(
    "wrong",
    [
        {"ine": "9999999999Z"},
        {"nom": "Martin"},
        {"prenom": "Zoé"},
        {"date_naissance": "1999-03-01"},
        {"email": "autre@example.org", "telephone": "0700000000"},
    ],
)
def test_every_mismatch_is_refused_with_the_same_words(home: Home, wrong: dict[str, str]) -> None:
    lea = home.knows(an_interne())
    with pytest.raises(InscriptionRefusee) as refusal:
        home.ticket(lea, **wrong)
    assert refusal.value.text == InscriptionRefusee.text
    assert not refusal.value.details


@pytest.mark.rule("INS-1")
def test_everything_is_required_and_every_wrong_field_is_named(home: Home) -> None:
    lea = home.knows(an_interne())
    with pytest.raises(FormulaireInvalide) as refusal:
        home.ticket(lea, prenom=" ", nom="", date_naissance="31/02", email="x", ine="", telephone="abc")
    assert refusal.value.details.keys() == {"prenom", "nom", "date_naissance", "email", "ine", "telephone"}


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    "hostile", ["\x00", "Léa\x00", "a" * 5_000_000, "<script>\u202e", "\ud83d\ude00" * 200]
)
def test_hostile_names_are_a_wrong_field_or_no_match(home: Home, hostile: str) -> None:
    lea = home.knows(an_interne())
    with pytest.raises(DomainError):
        home.ticket(lea, nom=hostile.encode("utf-16", "surrogatepass").decode("utf-16"))


@pytest.mark.rule("SEC-4")
def test_inscriptions_tried_too_often_are_blocked_for_a_while(home: Home) -> None:
    lea = home.knows(an_interne())
    for _ in range(10):
        with pytest.raises(InscriptionRefusee):
            home.ticket(lea, nom="Martin")
    with pytest.raises(TropDEssais, match="15 minutes"):
        home.ticket(lea)
    home.clock.move(minutes=16)
    home.ticket(lea)


@pytest.mark.rule("INS-4")
def test_the_email_is_typed_twice(home: Home) -> None:
    ticket = home.ticket(home.knows(an_interne()))
    with pytest.raises(FormulaireInvalide) as refusal:
        ask(home, ticket, "lea@example.org", "lae@example.org")
    assert refusal.value.details.keys() == {"email_again"}
    assert not home.events()


@pytest.mark.rule("INS-4")
def test_a_ticket_lasts_an_hour(home: Home) -> None:
    with pytest.raises(TicketPerdu):
        ask(home, "never given", "lea@example.org")
    late = home.ticket(home.knows(an_interne()))
    home.clock.move(minutes=60)
    with pytest.raises(TicketPerdu):
        ask(home, late, "lea@example.org")


@pytest.mark.rule("SEC-4")
def test_nobody_has_more_than_five_mails_sent_in_an_hour_whatever_the_ticket(home: Home) -> None:
    lea = home.knows(an_interne())
    first, second = home.ticket(lea), home.ticket(lea)
    for number in range(5):
        ask(home, first if number % 2 else second, f"n{number}@example.org")
    for ticket in (first, second, home.ticket(lea)):
        with pytest.raises(TropDeMails):
            ask(home, ticket, "autre@example.org")
    assert len(home.events()) == 5
    home.clock.move(minutes=61)
    ask(home, home.ticket(lea), "lea@example.org")


@pytest.mark.rule("INS-4")
def test_a_link_sent_again_works_and_the_first_one_too_until_one_is_used(home: Home) -> None:
    lea = home.knows(an_interne())
    ticket = home.ticket(lea)
    ask(home, ticket, "lea@example.org")
    first = home.last_token()
    ask(home, ticket, "lea@example.org")
    second = home.last_token()
    assert first != second

    finalise(home.tools, token=first, typed=last_step(lea))

    with pytest.raises(LienUtilise):
        look_at_link(home.tools, token=second)
    with pytest.raises(LienUtilise):
        finalise(home.tools, token=second, typed=last_step(lea))


@pytest.mark.rule("INS-4")
def test_looking_at_a_link_uses_nothing_up(home: Home) -> None:
    lea = home.knows(an_interne(ufr="Paris Cité"))
    token = home.mailed_token(lea)
    look_at_link(home.tools, token=token)
    step = look_at_link(home.tools, token=token)
    assert (step.prenom, step.ufr, step.ufrs) == ("Léa", "Paris Cité", ("Paris Cité",))
    finalise(home.tools, token=token, typed=last_step(lea))


@pytest.mark.rule("INS-4")
def test_a_link_lasts_24_hours(home: Home) -> None:
    lea = home.knows(an_interne())
    token = home.mailed_token(lea)
    home.clock.move(hours=24)
    with pytest.raises(LienExpire):
        look_at_link(home.tools, token=token)
    with pytest.raises(LienExpire):
        finalise(home.tools, token=token, typed=last_step(lea))


@pytest.mark.rule("INS-4")
@pytest.mark.parametrize("token", ["", "x", "A" * 64, "é" * 64, "A" * 63 + "=", "\x00" * 64])
def test_a_token_that_we_never_made_is_unknown(home: Home, token: str) -> None:
    with pytest.raises(LienInconnu):
        look_at_link(home.tools, token=token)


@pytest.mark.rule("INS-4")
def test_a_token_with_one_letter_changed_is_unknown(home: Home) -> None:
    token = home.mailed_token(home.knows(an_interne()))
    for position in (0, 21, 22, 63):
        other = "B" if token[position] != "B" else "C"
        with pytest.raises(LienInconnu):
            look_at_link(home.tools, token=token[:position] + other + token[position + 1 :])


@pytest.mark.rule("INS-5")
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "court", "password_again": "court"}, "password"),
        ({"password": "motdepasse123", "password_again": "motdepasse123"}, "password"),
        ({"password": "lefevre.dupont2026", "password_again": "lefevre.dupont2026"}, "password"),
        ({"password_again": "autre chose en entier"}, "password_again"),
        ({"date_naissance": "1999-03-01"}, "date_naissance"),
        ({"date_naissance": ""}, "date_naissance"),
        ({"telephone": "12"}, "telephone"),
        ({"adresse": " "}, "adresse"),
        ({"adresse": "x" * 301}, "adresse"),
        ({"ufr": ""}, "ufr"),
        ({"question": ""}, "question"),
        ({"answer": "?"}, "answer"),
    ],
)
def test_the_last_form_names_what_is_wrong_and_keeps_the_link(
    home: Home, typed: dict[str, str], field: str
) -> None:
    lea = home.knows(an_interne())
    token = home.mailed_token(lea)
    with pytest.raises(FormulaireInvalide) as refusal:
        finalise(home.tools, token=token, typed=last_step(lea, **typed))
    assert refusal.value.details.keys() == {field}
    finalise(home.tools, token=token, typed=last_step(lea))


@pytest.mark.rule("SEC-4")
def test_birth_dates_are_not_guessed_through_a_link(home: Home) -> None:
    lea = home.knows(an_interne())
    token = home.mailed_token(lea)
    for _ in range(10):
        with pytest.raises(FormulaireInvalide):
            finalise(home.tools, token=token, typed=last_step(lea, date_naissance="2000-01-01"))
    with pytest.raises(LienUtilise):
        finalise(home.tools, token=token, typed=last_step(lea))


@pytest.mark.rule("INS-7")
def test_an_intern_who_has_an_account_sees_the_same_and_is_told_by_mail(home: Home) -> None:
    lea = home.knows(an_interne())
    home.registers(lea)

    ask(home, home.ticket(lea), "autre@example.org")

    wanted = home.told("account_mail_wanted")[-1]
    assert wanted.kind == AccountMailWanted.KIND_ALREADY_REGISTERED
    assert (UUID(wanted.intern_id), wanted.link_id) == (lea.intern_id, "")


@pytest.mark.rule("INS-7")
def test_an_email_that_has_an_account_sees_the_same_and_its_owner_is_told(home: Home) -> None:
    lea = home.knows(an_interne())
    home.registers(lea, email="commune@example.org")
    zoe = home.knows(an_interne(prenom="Zoé"))

    ask(home, home.ticket(zoe), "Commune@Example.org")

    wanted = home.told("account_mail_wanted")[-1]
    assert wanted.kind == AccountMailWanted.KIND_ALREADY_REGISTERED
    assert UUID(wanted.intern_id) == lea.intern_id


@pytest.mark.rule("SEC-2")
def test_nothing_that_must_stay_secret_is_stored_or_told(home: Home) -> None:
    lea = home.knows(an_interne())
    token = home.mailed_token(lea)
    finalise(home.tools, token=token, typed=last_step(lea))
    with home.database.transaction() as tx:
        account = tx.one("SELECT password_hash, answer_hash FROM account")
        stored = [
            str(tx.all("SELECT * FROM account")),
            str(tx.all("SELECT * FROM mail_link")),
            str(tx.all("SELECT * FROM ticket")),
        ]
    assert account is not None
    assert all(value.startswith("$argon2id$") for value in account.values())
    told = "".join(str(event) for event in home.events())
    for secret in (PASSWORD, "Médor", token):
        assert secret not in "".join(stored)
        assert secret not in told


def test_notifications_learns_whether_a_link_still_makes_sense(home: Home) -> None:
    lea = home.knows(an_interne())
    token = home.mailed_token(lea, "lea@example.org")
    home.mailed_token(lea, "lea@example.org")
    link_id, other_id = [UUID(wanted.link_id) for wanted in home.told("account_mail_wanted")]
    link = get_mail_link(home.tools, link_id=link_id)
    assert (link.token, link.email, link.prenom, link.usable) == (token, "lea@example.org", "Léa", True)
    finalise(home.tools, token=token, typed=last_step(lea))
    assert not get_mail_link(home.tools, link_id=link_id).usable
    assert not get_mail_link(home.tools, link_id=other_id).usable
