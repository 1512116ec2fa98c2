"""identity behind the port People."""

from uuid import UUID

import grpc

from dci.identity.v1.inscription_pb2 import GetMailLinkRequest
from dci.identity.v1.inscription_pb2_grpc import InscriptionServiceStub
from dci.identity.v1.register_pb2 import GetContactsRequest
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from services.notifications.domain.facts import Contact, MailLink
from services.notifications.domain.ports import Refused


class IdentityPeople:
    """Asks identity under our own service token."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._register = RegisterServiceStub(channel)
        self._inscription = InscriptionServiceStub(channel)

    def contact(self, intern_id: UUID) -> Contact:
        """Names and address; Refused where the register holds no address."""
        answer = self._register.GetContacts(GetContactsRequest(intern_ids=[str(intern_id)]))
        if not answer.contacts or not answer.contacts[0].email:
            raise Refused("Aucune adresse électronique connue pour cet interne.")
        known = answer.contacts[0]
        return Contact(prenom=known.prenom, nom=known.nom, email=known.email)

    def mail_link(self, link_id: str) -> MailLink:
        """The link, whose token only identity can make."""
        link = self._inscription.GetMailLink(GetMailLinkRequest(link_id=link_id))
        return MailLink(token=link.token, email=link.email, prenom=link.prenom, usable=link.usable)
