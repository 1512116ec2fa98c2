"""The mails as a mail program would show them."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import uuid4

import pytest

from chassis.record import receipts
from services.notifications.domain.facts import Demande, MailLink, Origine
from services.notifications.domain.mail import Composed, Template
from services.notifications.tests.factories import AFFECTATION, CONTACT, PROCURATION, RECEIPT, letters


def opened(composed: Composed) -> EmailMessage:
    return message_from_bytes(composed.content, policy=policy.default)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\xa0", " ")


@pytest.mark.rule("TRN-5")
@pytest.mark.rule("NOT-1")
def test_a_choice_is_told_in_text_and_html_with_the_sheet_of_the_post() -> None:
    message = opened(letters().choice(uuid4(), CONTACT, AFFECTATION, RECEIPT, by_proxy=False))
    assert message["Subject"] == "Votre choix est enregistré"
    assert "NECKER – ENFANTS MALADES (75)" in part(message, "plain")
    assert "Chirurgie viscérale <pédiatrique>" in part(message, "plain")
    assert "Chirurgie viscérale &lt;pédiatrique&gt;" in part(message, "html")
    (sheet,) = message.iter_attachments()
    assert sheet.get_filename() == "poste-052027-2942.pdf"
    assert sheet.get_content().startswith(b"%PDF")


@pytest.mark.rule("CHX-6", "CHX-8")
@pytest.mark.parametrize(
    ("template", "subject", "says"),
    [
        (Template.PLACED_BY_ARS, "L’ARS vous a affecté un poste", "vous n’avez pas à choisir"),
        (Template.CHOICE_CORRECTED, "Votre affectation a été corrigée", "L’ARS a corrigé votre affectation"),
    ],
)
def test_what_ars_did_is_told_with_the_post_and_without_congratulations(
    template: Template, subject: str, says: str
) -> None:
    message = opened(letters().choice(uuid4(), CONTACT, AFFECTATION, RECEIPT, template=template))
    assert message["Subject"] == subject
    for kind in ("plain", "html"):
        assert says in part(message, kind)
        assert "NECKER – ENFANTS MALADES (75)" in part(message, kind)
        assert "félicitations" not in part(message, kind)
    assert [one.get_filename() for one in message.iter_attachments()] == ["poste-052027-2942.pdf"]


@pytest.mark.rule("CHX-6", "CHX-8")
@pytest.mark.parametrize(
    ("template", "origine", "proved"),
    [
        (Template.PLACED_BY_ARS, Origine.PLACEMENT, "Il prouve cette affectation"),
        (Template.CHOICE_CORRECTED, Origine.CORRECTION, "Il prouve cette correction"),
    ],
)
def test_the_receipt_of_what_ars_did_proves_that_and_no_choice(
    template: Template, origine: Origine, proved: str
) -> None:
    given = replace(AFFECTATION, par="ars", origine=origine)
    message = opened(letters().choice(uuid4(), CONTACT, given, RECEIPT, template=template))
    for kind in ("plain", "html"):
        assert proved in part(message, kind)
        assert "votre choix" not in part(message, kind).lower()
        assert "ce choix" not in part(message, kind)


@pytest.mark.rule("CHX-5")
def test_a_surnombre_is_named_in_the_mail() -> None:
    beside = replace(AFFECTATION, type_choix="surnombre_validant")
    mails = (
        letters().choice(uuid4(), CONTACT, beside, RECEIPT),
        letters().choice_by_proxy(uuid4(), CONTACT, beside, PROCURATION, RECEIPT),
    )
    for mail in mails:
        for kind in ("plain", "html"):
            assert "Type de choix : surnombre validant" in part(opened(mail), kind)


@pytest.mark.rule("ENG-6", "PRC-5")
def test_a_dictated_choice_is_said_to_be_one() -> None:
    dictated = replace(AFFECTATION, par="ars")
    to_intern = opened(letters().choice(uuid4(), CONTACT, dictated, RECEIPT))
    to_mandataire = opened(letters().choice_by_proxy(uuid4(), CONTACT, dictated, PROCURATION, RECEIPT))
    for kind in ("plain", "html"):
        assert "Le choix dicté à l’ARS pour vous est enregistré" in part(to_intern, kind)
        assert "Le choix que vous avez dicté à l’ARS par procuration" in part(to_mandataire, kind)


@pytest.mark.rule("PRC-5")
@pytest.mark.rule("ENG-8")
def test_the_mandataire_has_the_signed_receipt_too() -> None:
    message = opened(letters().choice_by_proxy(uuid4(), CONTACT, AFFECTATION, PROCURATION, RECEIPT))
    text, html = part(message, "plain"), part(message, "html")
    assert receipts.read(text[text.index("DCI1.") : text.index("\n--")]) == receipts.read(RECEIPT)
    assert f'href="https://dci.example/verifier?recu={RECEIPT}"' in html


@pytest.mark.rule("PRC-5")
@pytest.mark.rule("NOT-1")
def test_a_choice_by_proxy_is_told_to_both() -> None:
    to_intern = opened(letters().choice(uuid4(), CONTACT, AFFECTATION, RECEIPT, by_proxy=True))
    assert to_intern["To"] == CONTACT.email
    assert "Votre mandataire a choisi pour vous" in part(to_intern, "plain")
    to_mandataire = opened(letters().choice_by_proxy(uuid4(), CONTACT, AFFECTATION, PROCURATION, RECEIPT))
    assert to_mandataire["To"] == PROCURATION.email
    for kind in ("plain", "html"):
        assert "NECKER – ENFANTS MALADES (75)" in part(to_mandataire, kind)
        assert "par procuration pour Aïcha D’ALMEIDA" in part(to_mandataire, kind)
    (sheet,) = to_mandataire.iter_attachments()
    assert sheet.get_content().startswith(b"%PDF")


@pytest.mark.rule("PRC-2")
@pytest.mark.rule("NOT-1")
def test_the_mandataire_gets_a_link_and_hears_of_the_end() -> None:
    link = MailLink("abc.def", PROCURATION.email, "Aïcha", usable=True)
    offered = opened(letters().accept_procuration(uuid4(), link, PROCURATION))
    assert offered["To"] == PROCURATION.email
    for kind in ("plain", "html"):
        assert "https://dci.example/procuration/accepter/abc.def" in part(offered, kind)
        assert "sept jours" in part(offered, kind)
        assert "mai 2027" in part(offered, kind)
    withdrawn = opened(letters().withdrawn(uuid4(), PROCURATION))
    assert withdrawn["To"] == PROCURATION.email
    assert "est annulée" in part(withdrawn, "plain")


@pytest.mark.rule("PRC-1")
@pytest.mark.rule("NOT-1")
@pytest.mark.parametrize(
    ("template", "said"),
    [
        (Template.PROCURATION_GIVEN, "vous ne pouvez plus choisir"),
        (Template.PROCURATION_ACCEPTED, "a accepté votre procuration"),
        (Template.PROCURATION_CANCELLED, "Vous pouvez de nouveau choisir"),
    ],
)
def test_the_intern_reads_what_becomes_of_a_procuration(template: Template, said: str) -> None:
    message = opened(letters().procuration(uuid4(), template, CONTACT, PROCURATION))
    assert message["To"] == CONTACT.email
    for kind in ("plain", "html"):
        assert said in " ".join(part(message, kind).split())
        assert PROCURATION.email in part(message, kind)
        assert "https://dci.example/procuration" in part(message, kind)


@pytest.mark.rule("STA-2")
@pytest.mark.rule("NOT-1")
@pytest.mark.parametrize(
    ("template", "said"),
    [
        (Template.TYPE_CHOIX_RECEIVED, "ils ne passent pas par cette application"),
        (Template.TYPE_CHOIX_ACCEPTED, "Il compte dès maintenant"),
        (Template.TYPE_CHOIX_REFUSED, "Dossier incomplet"),
    ],
)
def test_the_intern_reads_what_becomes_of_a_request(template: Template, said: str) -> None:
    demande = Demande("surnombre_validant", "052027", "Dossier incomplet")
    message = opened(letters().type_choix(uuid4(), template, CONTACT, demande))
    for kind in ("plain", "html"):
        assert said in " ".join(part(message, kind).split())
        assert "surnombre validant" in part(message, kind)


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


@pytest.mark.rule("TRN-5")
@pytest.mark.rule("ENG-8")
def test_the_mail_of_a_choice_carries_the_signed_receipt_to_be_pasted_or_followed() -> None:
    message = opened(letters().choice(uuid4(), CONTACT, AFFECTATION, RECEIPT, by_proxy=False))
    text, html = part(message, "plain"), part(message, "html")
    pasted = text[text.index("DCI1.") : text.index("Toutes nos")]
    assert receipts.read(pasted) == receipts.read(RECEIPT)
    assert f'href="https://dci.example/verifier?recu={RECEIPT}"' in html
    in_html = html[html.index(">DCI1.") + 1 :]
    assert receipts.read(in_html[: in_html.index("</p>")].replace("<br>", "\n")) == receipts.read(RECEIPT)


def test_a_choice_without_a_receipt_says_nothing_of_one() -> None:
    message = opened(letters().choice(uuid4(), CONTACT, AFFECTATION, "", by_proxy=False))
    assert "Reçu signé" not in part(message, "plain") + part(message, "html")
