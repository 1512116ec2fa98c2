"""Composes the mails: text, HTML and, with a choice, the PDF of the post (NOT-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime
from typing import Any
from uuid import UUID

from jinja2 import Environment

from chassis.web.typography import spaced
from services.notifications.domain.facts import Affectation, Contact, Demande, MailLink, Procuration
from services.notifications.domain.mail import Composed, Template
from services.notifications.rendering.pdf import Documents
from services.notifications.rendering.receipt import receipt_lines, verify_address

SUBJECTS: Mapping[Template, str] = {
    Template.CONFIRM_ADDRESS: "Terminez votre inscription au choix de postes",
    Template.ACCOUNT_CONFIRMED: "Votre compte est créé",
    Template.ALREADY_REGISTERED: "Vous avez déjà un compte",
    Template.CHOICE_CONFIRMED: "Votre choix est enregistré",
    Template.PLACED_BY_ARS: "L’ARS vous a affecté un poste",
    Template.CHOICE_CORRECTED: "Votre affectation a été corrigée",
    Template.CHOICE_BY_PROXY: "Le choix que vous avez fait par procuration est enregistré",
    Template.PROCURATION_GIVEN: "Vous avez donné procuration",
    Template.PROCURATION_LINK: "Une procuration vous est proposée",
    Template.PROCURATION_ACCEPTED: "Votre procuration est acceptée",
    Template.PROCURATION_CANCELLED: "Votre procuration est annulée",
    Template.PROCURATION_WITHDRAWN: "La procuration que vous aviez reçue est annulée",
    Template.TYPE_CHOIX_RECEIVED: "Votre demande de type de choix est reçue",
    Template.TYPE_CHOIX_ACCEPTED: "Votre demande de type de choix est acceptée",
    Template.TYPE_CHOIX_REFUSED: "Votre demande de type de choix est refusée",
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

    def choice(
        self,
        mail_id: UUID,
        contact: Contact,
        affectation: Affectation,
        receipt: str,
        *,
        template: Template = Template.CHOICE_CONFIRMED,
        by_proxy: bool = False,
    ) -> Composed:
        """The choice, with the sheet of its post and the signed receipt (TRN-5); or what ARS did instead."""
        message = self._message(
            mail_id,
            template,
            contact.email,
            prenom=contact.prenom,
            poste=affectation.poste,
            affectation=affectation,
            by_proxy=by_proxy,
            address=f"{self._sender.public_url}/mes-informations",
            receipt=receipt_lines(receipt),
            verify=verify_address(self._sender.public_url, receipt),
        )
        self._attach_sheet(message, contact, affectation, receipt)
        return Composed(contact.email, message.as_bytes())

    def choice_by_proxy(
        self,
        mail_id: UUID,
        contact: Contact,
        affectation: Affectation,
        procuration: Procuration,
        receipt: str,
    ) -> Composed:
        """The same, for the mandataire who made it (PRC-5)."""
        message = self._message(
            mail_id,
            Template.CHOICE_BY_PROXY,
            procuration.email,
            procuration=procuration,
            poste=affectation.poste,
            affectation=affectation,
            receipt=receipt_lines(receipt),
            verify=verify_address(self._sender.public_url, receipt),
        )
        self._attach_sheet(message, contact, affectation, receipt)
        return Composed(procuration.email, message.as_bytes())

    def accept_procuration(self, mail_id: UUID, link: MailLink, procuration: Procuration) -> Composed:
        """The single-use link that makes a procuration active (PRC-2)."""
        address = f"{self._sender.public_url}/procuration/accepter/{link.token}"
        message = self._message(
            mail_id, Template.PROCURATION_LINK, link.email, procuration=procuration, address=address
        )
        return Composed(link.email, message.as_bytes())

    def withdrawn(self, mail_id: UUID, procuration: Procuration) -> Composed:
        """To the mandataire: it was cancelled (PRC-4)."""
        message = self._message(
            mail_id, Template.PROCURATION_WITHDRAWN, procuration.email, procuration=procuration
        )
        return Composed(procuration.email, message.as_bytes())

    def procuration(
        self, mail_id: UUID, template: Template, contact: Contact, procuration: Procuration
    ) -> Composed:
        """To the intern: given, accepted or cancelled (PRC-1, PRC-2, PRC-4)."""
        address = f"{self._sender.public_url}/procuration"
        message = self._message(
            mail_id,
            template,
            contact.email,
            prenom=contact.prenom,
            procuration=procuration,
            address=address,
        )
        return Composed(contact.email, message.as_bytes())

    def type_choix(self, mail_id: UUID, template: Template, contact: Contact, demande: Demande) -> Composed:
        """A request is received, accepted or refused (STA-2)."""
        address = f"{self._sender.public_url}/type-de-choix"
        message = self._message(
            mail_id, template, contact.email, prenom=contact.prenom, demande=demande, address=address
        )
        return Composed(contact.email, message.as_bytes())

    def _attach_sheet(
        self, message: EmailMessage, contact: Contact, affectation: Affectation, receipt: str
    ) -> None:
        message.add_attachment(
            self._documents.sheet(contact, affectation, receipt),
            maintype="application",
            subtype="pdf",
            filename=f"poste-{affectation.poste.semestre}-{affectation.poste.numero}.pdf",
        )

    def _message(self, mail_id: UUID, template: Template, recipient: str, **facts: Any) -> EmailMessage:
        sender = self._sender
        common = {"ars": sender.ars, "ars_email": sender.ars_email, "ars_phone": sender.ars_phone}
        message = EmailMessage(policy=SMTP)
        message["From"] = sender.address
        message["To"] = recipient
        message["Subject"] = spaced(SUBJECTS[template])
        message["Date"] = format_datetime(localtime())
        message["Message-ID"] = f"<{mail_id}@{sender.address.rpartition('@')[2].rstrip('>')}>"
        message["Auto-Submitted"] = "auto-generated"
        text = self._pages.get_template(f"{template.value}.txt").render(common, **facts)
        message.set_content(text.strip() + "\n")
        message.add_alternative(
            self._pages.get_template(f"{template.value}.html").render(common, **facts), subtype="html"
        )
        return message
