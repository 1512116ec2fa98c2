"""Composes a queued mail from what identity, postes and session know of what it tells."""

from dataclasses import dataclass
from uuid import UUID

from services.notifications.domain.decided import Decided, decided
from services.notifications.domain.facts import Affectation, Procuration
from services.notifications.domain.mail import Composed, Mail, Template
from services.notifications.domain.ports import Affectations, NobodyToTell, People, Receipts, Refused
from services.notifications.rendering.letters import Letters


@dataclass(frozen=True, slots=True)
class ComposeMail:
    """Called with a mail of the queue; raises Refused where there is nothing left to say.

    NobodyToTell where the mail was for a mandataire, and there is none.
    """

    people: People
    affectations: Affectations
    receipts: Receipts
    letters: Letters

    def __call__(self, mail: Mail) -> Composed:
        """The bytes of this mail and whom they go to."""
        match mail.template:
            case Template.CONFIRM_ADDRESS | Template.PROCURATION_LINK:
                return self._link(mail)
            case (
                Template.CHOICE_CONFIRMED
                | Template.CHOICE_BY_PROXY
                | Template.PLACED_BY_ARS
                | Template.CHOICE_CORRECTED
            ):
                return self._choice(mail)
            case Template.PROCURATION_WITHDRAWN:
                procuration = self.people.procuration(UUID(mail.about["mandataire_id"]))
                return self.letters.withdrawn(mail.id, procuration)
        return self._to_interne(mail)

    def _link(self, mail: Mail) -> Composed:
        link = self.people.mail_link(mail.about["link_id"])
        if not link.usable:
            raise Refused("Le lien a expiré ou a déjà servi : ce courriel n’a plus d’objet.")
        if mail.template is Template.CONFIRM_ADDRESS:
            return self.letters.confirm_address(mail.id, link)
        procuration = self.people.procuration(UUID(mail.about["mandataire_id"]))
        return self.letters.accept_procuration(mail.id, link, procuration)

    def _choice(self, mail: Mail) -> Composed:
        """What was given then, whatever has replaced it since (TRN-5)."""
        told = decided(mail.about)
        affectation = self.affectations.chosen_in(told.amphi_id, mail.intern_id, told.received_at)
        receipt = self.receipts.of(told.amphi_id, mail.intern_id, told.seq)
        contact = self.people.contact(mail.intern_id)
        if mail.template is Template.CHOICE_BY_PROXY:
            procuration = self._mandataire(told, mail.intern_id, affectation)
            return self.letters.choice_by_proxy(mail.id, contact, affectation, procuration, receipt)
        return self.letters.choice(
            mail.id, contact, affectation, receipt, template=mail.template, by_proxy=told.by_proxy
        )

    def _mandataire(self, told: Decided, intern_id: UUID, affectation: Affectation) -> Procuration:
        """Whoever chose by it, or had the right to when somebody dictated the choice to ARS (PRC-5)."""
        if told.mandataire_id is not None:
            return self.people.procuration(told.mandataire_id)
        semestre = affectation.poste.semestre
        if not told.dictated:
            return self.people.accepted_procuration(intern_id, semestre)
        procuration = self.people.procuration_at(intern_id, semestre, affectation.at)
        if procuration is None:
            raise NobodyToTell
        return procuration

    def _to_interne(self, mail: Mail) -> Composed:
        contact = self.people.contact(mail.intern_id)
        if mandataire_id := mail.about.get("mandataire_id"):
            procuration = self.people.procuration(UUID(mandataire_id))
            return self.letters.procuration(mail.id, mail.template, contact, procuration)
        if demande_id := mail.about.get("demande_id"):
            return self.letters.type_choix(
                mail.id, mail.template, contact, self.people.demande(UUID(demande_id))
            )
        return self.letters.account(mail.id, mail.template, contact)
