"""notifications, in memory: one attestation."""

# doubles take what the real ones take

from dci.notifications.v1 import notifications_pb2


class NotificationsDouble:
    """One attestation."""

    def my_attestation(self, semestre: str) -> notifications_pb2.GetMyAttestationResponse:
        return notifications_pb2.GetMyAttestationResponse(
            pdf=b"%PDF-1.7 essai", filename=f"attestation-{semestre}.pdf"
        )
