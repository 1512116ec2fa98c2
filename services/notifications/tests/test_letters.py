"""The mails as a mail program would show them."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import uuid4

import pytest

from services.notifications.domain.facts import MailLink
from services.notifications.domain.mail import Composed, Template
from services.notifications.tests.factories import AFFECTATION, CONTACT, letters


def opened(composed: Composed) -> EmailMessage:
    return message_from_bytes(composed.content, policy=policy.default)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\xa0", " ")


@pytest.mark.rule("TRN-5")
@pytest.mark.rule("NOT-1")
def test_a_choice_is_told_in_text_and_html_with_the_sheet_of_the_post() -> None:
    message = opened(letters().choice(uuid4(), CONTACT, AFFECTATION))
    assert message["Subject"] == "Votre choix est enregistré"
    assert "NECKER – ENFANTS MALADES (75)" in part(message, "plain")
    assert "Chirurgie viscérale <pédiatrique>" in part(message, "plain")
    assert "Chirurgie viscérale &lt;pédiatrique&gt;" in part(message, "html")
    (sheet,) = message.iter_attachments()
    assert sheet.get_filename() == "poste-052027-2942.pdf"
    assert sheet.get_content().startswith(b"%PDF")


@pytest.mark.rule("INS-4")
def test_the_link_of_an_inscription_leads_to_a_page_and_says_how_long_it_lives() -> None:
    link = MailLink("abc.def", "aicha@interne.example", "Aïcha", usable=True)
    message = opened(letters().confirm_address(uuid4(), link))
    for kind in ("plain", "html"):
        assert "https://dci.example/inscription/finaliser/abc.def" in part(message, kind)
        assert "24 heures" in part(message, kind)


@pytest.mark.rule("INS-7")
@pytest.mark.rule("INS-6")
@pytest.mark.parametrize(
    ("template", "said"),
    [(Template.ACCOUNT_CONFIRMED, "Votre compte est créé"), (Template.ALREADY_REGISTERED, "déjà un compte")],
)
def test_mails_of_an_account(template: Template, said: str) -> None:
    message = opened(letters().account(uuid4(), template, CONTACT))
    assert message["To"] == "aicha@interne.example"
    assert said in part(message, "plain")
    assert "https://dci.example/connexion" in part(message, "html")


@pytest.mark.rule("NOT-2")
def test_the_message_id_is_the_mails_own() -> None:
    mail_id = uuid4()
    message = opened(letters().account(mail_id, Template.ACCOUNT_CONFIRMED, CONTACT))
    assert message["Message-ID"] == f"<{mail_id}@dci.example>"
