"""Composes the mails: text, HTML and, with a choice, the PDF of the post (NOT-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime
from typing import Any
from uuid import UUID

from jinja2 import Environment

from services.notifications.domain.facts import Affectation, Contact, MailLink
from services.notifications.domain.mail import Composed, Template
from services.notifications.rendering.pdf import Documents

SUBJECTS: Mapping[Template, str] = {
    Template.CONFIRM_ADDRESS: "Terminez votre inscription au choix de postes",
    Template.ACCOUNT_CONFIRMED: "Votre compte est créé",
    Template.ALREADY_REGISTERED: "Vous avez déjà un compte",
    Template.CHOICE_CONFIRMED: "Votre choix est enregistré",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, and whom to ask."""

    address: str
    """« DCI <ne-pas-repondre@…> »"""
    ars: str
    ars_email: str
    ars_phone: str
    public_url: str
    """Of the gateway, without a slash at the end."""


class Letters:
    """One method a mail; the mail's id gives its Message-ID, so that a copy is known as one."""

    def __init__(self, pages: Environment, sender: Sender, documents: Documents) -> None:
        self._pages = pages
        self._sender = sender
        self._documents = documents

    def confirm_address(self, mail_id: UUID, link: MailLink) -> Composed:
        """The single-use link of an inscription (INS-4)."""
        address = f"{self._sender.public_url}/inscription/finaliser/{link.token}"
        message = self._message(
            mail_id, Template.CONFIRM_ADDRESS, link.email, prenom=link.prenom, address=address
        )
        return Composed(link.email, message.as_bytes())

    def account(self, mail_id: UUID, template: Template, contact: Contact) -> Composed:
        """The account is confirmed (INS-6), or existed already (INS-7)."""
        address = f"{self._sender.public_url}/connexion"
        message = self._message(mail_id, template, contact.email, prenom=contact.prenom, address=address)
        return Composed(contact.email, message.as_bytes())

    def choice(self, mail_id: UUID, contact: Contact, affectation: Affectation) -> Composed:
        """The choice, with the sheet of its post (TRN-5)."""
        message = self._message(
            mail_id,
            Template.CHOICE_CONFIRMED,
            contact.email,
            prenom=contact.prenom,
            poste=affectation.poste,
            affectation=affectation,
            address=f"{self._sender.public_url}/mes-informations",
        )
        message.add_attachment(
            self._documents.sheet(contact, affectation),
            maintype="application",
            subtype="pdf",
            filename=f"poste-{affectation.poste.semestre}-{affectation.poste.numero}.pdf",
        )
        return Composed(contact.email, message.as_bytes())

    def _message(self, mail_id: UUID, template: Template, recipient: str, **facts: Any) -> EmailMessage:
        sender = self._sender
        common = {"ars": sender.ars, "ars_email": sender.ars_email, "ars_phone": sender.ars_phone}
        message = EmailMessage(policy=SMTP)
        message["From"] = sender.address
        message["To"] = recipient
        message["Subject"] = SUBJECTS[template]
        message["Date"] = format_datetime(localtime())
        message["Message-ID"] = f"<{mail_id}@{sender.address.rpartition('@')[2].rstrip('>')}>"
        message["Auto-Submitted"] = "auto-generated"
        text = self._pages.get_template(f"{template.value}.txt").render(common, **facts)
        message.set_content(text.strip() + "\n")
        message.add_alternative(
            self._pages.get_template(f"{template.value}.html").render(common, **facts), subtype="html"
        )
        return message
