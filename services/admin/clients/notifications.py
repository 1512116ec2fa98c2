"""What admin asks of notifications: mails that could not be delivered, procès-verbaux."""

import grpc

from dci.notifications.v1 import notifications_pb2 as pb
from dci.notifications.v1.notifications_pb2_grpc import DocumentServiceStub, MailServiceStub

PDF_SECONDS = 60.0


class Notifications:
    """Calls of notifications."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._mails = MailServiceStub(channel)
        self._documents = DocumentServiceStub(channel)

    def failed_mails(self) -> list[pb.FailedMail]:
        """Give what was refused for good, newest first (NOT-2)."""
        return list(self._mails.ListFailedMails(pb.ListFailedMailsRequest()).mails)

    def retry_mail(self, mail_id: str) -> None:
        """Put one back in the queue."""
        self._mails.RetryMail(pb.RetryMailRequest(mail_id=mail_id))

    def proces_verbal(self, amphi_id: str) -> pb.GetProcesVerbalResponse:
        """Give the procès-verbal of an amphi as PDF (ENG-7)."""
        return self._documents.GetProcesVerbal(
            pb.GetProcesVerbalRequest(amphi_id=amphi_id), timeout=PDF_SECONDS
        )
