"""Composes a queued mail from what identity and postes know of it now."""

from dataclasses import dataclass
from uuid import UUID

from services.notifications.domain.mail import Composed, Mail, Template
from services.notifications.domain.ports import Affectations, People, Refused
from services.notifications.rendering.letters import Letters


@dataclass(frozen=True, slots=True)
class ComposeMail:
    """Called with a mail of the queue; raises Refused where there is nothing left to say."""

    people: People
    affectations: Affectations
    letters: Letters

    def __call__(self, mail: Mail) -> Composed:
        """The bytes of this mail and whom they go to."""
        if mail.template is Template.CONFIRM_ADDRESS:
            link = self.people.mail_link(mail.about["link_id"])
            if not link.usable:
                raise Refused("Le lien a expiré ou a déjà servi : ce courriel n’a plus d’objet.")
            return self.letters.confirm_address(mail.id, link)
        contact = self.people.contact(mail.intern_id)
        if mail.template is Template.CHOICE_CONFIRMED:
            affectation = self.affectations.chosen_in(UUID(mail.about["amphi_id"]), mail.intern_id)
            return self.letters.choice(mail.id, contact, affectation)
        return self.letters.account(mail.id, mail.template, contact)
