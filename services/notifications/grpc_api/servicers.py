"""The RPCs of notifications: translate, call one use case. Access is judged before (access.py)."""

from uuid import UUID

import grpc

from chassis.database import Database
from chassis.rpc.context import current_user
from dci.notifications.v1 import notifications_pb2 as messages
from dci.notifications.v1.notifications_pb2_grpc import DocumentServiceServicer, MailServiceServicer
from services.notifications.domain.errors import AmphiInconnu, CourrielInconnu
from services.notifications.domain.ports import Affectations, People, Records
from services.notifications.rendering.pdf import Documents
from services.notifications.storage import mails
from services.notifications.storage.mail_queue import StoredMailQueue
from services.notifications.use_cases.get_my_attestation import get_my_attestation
from services.notifications.use_cases.get_proces_verbal import get_proces_verbal
from services.notifications.use_cases.retry_mail import retry_mail


class DocumentApi(DocumentServiceServicer):
    """PDFs."""

    def __init__(
        self, people: People, affectations: Affectations, records: Records, documents: Documents
    ) -> None:
        self._people = people
        self._affectations = affectations
        self._records = records
        self._documents = documents

    def GetMyAttestation(
        self, request: messages.GetMyAttestationRequest, context: grpc.ServicerContext
    ) -> messages.GetMyAttestationResponse:
        """The caller's own (PRO-5)."""
        pdf = get_my_attestation(
            self._people,
            self._affectations,
            self._documents,
            intern_id=current_user().id,
            semestre=request.semestre,
        )
        return messages.GetMyAttestationResponse(pdf=pdf, filename=f"attestation-{request.semestre}.pdf")

    def GetProcesVerbal(
        self, request: messages.GetProcesVerbalRequest, context: grpc.ServicerContext
    ) -> messages.GetProcesVerbalResponse:
        """Every decision of an amphi (ENG-7)."""
        try:
            amphi_id = UUID(request.amphi_id)
        except ValueError:
            raise AmphiInconnu from None
        found = get_proces_verbal(self._records, amphi_id=amphi_id, ars=self._documents.ars)
        return messages.GetProcesVerbalResponse(pdf=found.pdf, filename=found.filename)


class MailApi(MailServiceServicer):
    """What could not be delivered (NOT-2)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ListFailedMails(
        self, request: messages.ListFailedMailsRequest, context: grpc.ServicerContext
    ) -> messages.ListFailedMailsResponse:
        """Newest first."""
        answer = messages.ListFailedMailsResponse()
        with self._database.transaction() as tx:
            for row in mails.failed(tx):
                mail = answer.mails.add(
                    mail_id=str(row["id"]),
                    template=row["template"],
                    intern_id=str(row["intern_id"]),
                    error=row["error"],
                )
                mail.at.FromDatetime(row["created_at"])
        return answer

    def RetryMail(
        self, request: messages.RetryMailRequest, context: grpc.ServicerContext
    ) -> messages.RetryMailResponse:
        """Back in the queue."""
        try:
            mail_id = UUID(request.mail_id)
        except ValueError:
            raise CourrielInconnu from None
        retry_mail(StoredMailQueue(self._database), mail_id)
        return messages.RetryMailResponse()
