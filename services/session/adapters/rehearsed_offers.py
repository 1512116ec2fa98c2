"""Has postes copy and forget the offers of rehearsals."""

from typing import Final

import grpc

from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import OfferServiceStub

COPY_SECONDS: Final = 15.0


class GrpcRehearsedOffers:
    """By gRPC; what postes refuses or cannot do now is a `RemoteError`."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._offers = OfferServiceStub(channel)

    def copy(self, offer_id: str, semestre: str) -> None:
        """The copy's id follows from the semestre, as every offer's does."""
        self._offers.CopyOffer(
            pb.CopyOfferRequest(offer_id=offer_id, semestre=semestre), timeout=COPY_SECONDS
        )

    def forget(self, semestre: str) -> None:
        """Everything of it."""
        self._offers.ForgetRehearsal(pb.ForgetRehearsalRequest(semestre=semestre), timeout=COPY_SECONDS)
