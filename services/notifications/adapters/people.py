"""identity behind the port People."""

from uuid import UUID

import grpc

from dci.identity.v1.inscription_pb2 import GetMailLinkRequest
from dci.identity.v1.inscription_pb2_grpc import InscriptionServiceStub
from dci.identity.v1.register_pb2 import GetContactsRequest
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from dci.identity.v1.rights_pb2 import GetDemandeRequest, GetProcurationRequest
from dci.identity.v1.rights_pb2_grpc import RightsDeskServiceStub
from services.notifications.domain.facts import Contact, Demande, MailLink, Procuration
from services.notifications.domain.ports import Refused


class IdentityPeople:
    """Asks identity under our own service token."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._register = RegisterServiceStub(channel)
        self._inscription = InscriptionServiceStub(channel)
        self._rights = RightsDeskServiceStub(channel)

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

    def procuration(self, mandataire_id: UUID) -> Procuration:
        """In whatever state it is."""
        return self._procuration(GetProcurationRequest(mandataire_id=str(mandataire_id)))

    def accepted_procuration(self, intern_id: UUID, semestre: str) -> Procuration:
        """The one that was accepted last."""
        return self._procuration(GetProcurationRequest(intern_id=str(intern_id), semestre=semestre))

    def demande(self, demande_id: UUID) -> Demande:
        """A request for a type de choix."""
        found = self._rights.GetDemande(GetDemandeRequest(demande_id=str(demande_id))).demande
        return Demande(type_choix=found.type_choix, semestre=found.semestre, reason=found.reason)

    def _procuration(self, request: GetProcurationRequest) -> Procuration:
        found = self._rights.GetProcuration(request)
        known = found.procuration
        return Procuration(prenom=found.prenom, nom=found.nom, email=known.email, semestre=known.semestre)
