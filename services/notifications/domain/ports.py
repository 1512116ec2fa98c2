"""What notifications needs from others, in its own words."""

from typing import Protocol
from uuid import UUID

from services.notifications.domain.facts import Affectation, Contact, MailLink


class People(Protocol):
    """identity: addresses and links."""

    def contact(self, intern_id: UUID) -> Contact:
        """Names and address of an intern."""

    def mail_link(self, link_id: str) -> MailLink:
        """The link that a mail must carry."""


class Affectations(Protocol):
    """postes (the facts of an affectation) and session (of which semester an amphi is)."""

    def chosen_in(self, amphi_id: UUID, intern_id: UUID) -> Affectation:
        """What the intern chose in this amphi; raises AucuneAffectation."""

    def of(self, intern_id: UUID, semestre: str) -> Affectation:
        """The intern's affectation of the semester; raises AucuneAffectation."""


class Refused(Exception):
    """The mail server refused for good (5xx): trying again by itself would not help."""


class NotNow(Exception):
    """The mail server is away, slow, or asks to come back later (4xx)."""


class Postman(Protocol):
    """A mail server."""

    def deliver(self, recipient: str, content: bytes) -> None:
        """Hands the bytes over until accepted; raises Refused or NotNow."""
