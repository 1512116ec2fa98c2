"""What notifications needs from others, in its own words."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.notifications.domain.facts import Affectation, Contact, Demande, MailLink, Procuration
from services.notifications.domain.mail import Composed, Mail
from services.notifications.domain.proces_verbal import ProcesVerbal


class People(Protocol):
    """identity: addresses and links."""

    def contact(self, intern_id: UUID) -> Contact:
        """Names and address of an intern."""

    def mail_link(self, link_id: str) -> MailLink:
        """The link that a mail must carry."""

    def procuration(self, mandataire_id: UUID) -> Procuration:
        """In whatever state it is."""

    def accepted_procuration(self, intern_id: UUID, semestre: str) -> Procuration:
        """The one that was accepted last."""

    def procuration_at(self, intern_id: UUID, semestre: str, at: datetime) -> Procuration | None:
        """The one that was active at that instant, if any."""

    def demande(self, demande_id: UUID) -> Demande:
        """A request for a type de choix."""


class Affectations(Protocol):
    """postes (the facts of an affectation) and session (of which semester an amphi is)."""

    def chosen_in(self, amphi_id: UUID, intern_id: UUID, received_at: datetime | None) -> Affectation:
        """What the intern was given in this amphi; raises AucuneAffectation.

        What was asked for at that instant, replaced since or not; None: what is in force.
        """

    def of(self, intern_id: UUID, semestre: str) -> Affectation:
        """The intern's affectation of the semester; raises AucuneAffectation."""


class Receipts(Protocol):
    """session: signed receipts of choices."""

    def of(self, amphi_id: UUID, intern_id: UUID, seq: int | None) -> str:
        """The receipt of the intern's post as one word; empty where there is none.

        Of the post that decision `seq` gave; None: of the newest.
        """


class Records(Protocol):
    """session: records of amphis."""

    def proces_verbal(self, amphi_id: UUID) -> ProcesVerbal:
        """The record with the names of its call list."""


class Refused(Exception):
    """The mail server refused for good (5xx): trying again by itself would not help."""


class NobodyToTell(Exception):
    """There is nobody for whom this mail would be: it is not sent, and nothing is wrong."""


class NotNow(Exception):
    """The mail server is away, slow, or asks to come back later (4xx)."""


class Postman(Protocol):
    """A mail server."""

    def deliver(self, recipient: str, content: bytes) -> None:
        """Hands the bytes over until accepted; raises Refused or NotNow."""


class MailQueue(Protocol):
    """What is kept of mails until they are sent; each method is one transaction."""

    def begin_next_attempt(self) -> Mail | None:
        """Take the mail that waits longest and count the attempt; if we die, it is due again later."""

    def keep_content(self, mail: Mail, composed: Composed) -> None:
        """Keep the bytes that every attempt sends."""

    def record_sent(self, mail: Mail) -> None:
        """The server accepted it; its text is forgotten, and it is told."""

    def record_refused(self, mail: Mail, error: str) -> None:
        """The server refused for good; it is told, and staff decide."""

    def record_needless(self, mail: Mail) -> None:
        """There was nobody to tell."""

    def record_delayed(self, mail: Mail, error: str) -> None:
        """Not now; it stays in the queue and says why."""

    def put_back(self, mail_id: UUID) -> bool:
        """Put a refused mail back; False where there is no such mail."""
