"""identity behind the port People."""

from datetime import UTC, datetime
from uuid import UUID

import grpc

from chassis.errors import Kind, RemoteError
from dci.identity.v1.inscription_pb2 import GetMailLinkRequest
from dci.identity.v1.inscription_pb2_grpc import InscriptionServiceStub
from dci.identity.v1.register_pb2 import GetContactsRequest
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from dci.identity.v1.rights_pb2 import GetDemandeRequest, GetProcurationRequest, GetProcurationResponse
from dci.identity.v1.rights_pb2 import Procuration as GivenProcuration
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

    def procuration_at(self, intern_id: UUID, semestre: str, at: datetime) -> Procuration | None:
        """The one that was active at that instant, if any."""
        request = GetProcurationRequest(intern_id=str(intern_id), semestre=semestre)
        try:
            found = self._rights.GetProcuration(request)
        except RemoteError as error:
            if error.kind is Kind.NOT_FOUND:
                return None
            raise
        return _read(found) if _active_at(found.procuration, at) else None

    def demande(self, demande_id: UUID) -> Demande:
        """A request for a type de choix."""
        found = self._rights.GetDemande(GetDemandeRequest(demande_id=str(demande_id))).demande
        return Demande(type_choix=found.type_choix, semestre=found.semestre, reason=found.reason)

    def _procuration(self, request: GetProcurationRequest) -> Procuration:
        return _read(self._rights.GetProcuration(request))


def _read(found: GetProcurationResponse) -> Procuration:
    known = found.procuration
    return Procuration(prenom=found.prenom, nom=found.nom, email=known.email, semestre=known.semestre)


def _active_at(known: GivenProcuration, at: datetime) -> bool:
    ended = known.HasField("ended_at") and known.ended_at.ToDatetime(UTC) <= at
    return known.accepted_at.ToDatetime(UTC) <= at and not ended
