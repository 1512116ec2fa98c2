"""What gateway asks of notifications: the intern's own documents."""

import grpc

from dci.notifications.v1 import notifications_pb2 as pb
from dci.notifications.v1.notifications_pb2_grpc import DocumentServiceStub


class Notifications:
    """Calls of notifications."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._documents = DocumentServiceStub(channel)

    def my_attestation(self, semestre: str) -> pb.GetMyAttestationResponse:
        """Give the caller's attestation as a PDF (PRO-5)."""
        return self._documents.GetMyAttestation(pb.GetMyAttestationRequest(semestre=semestre))
