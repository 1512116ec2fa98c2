"""Copies of offers for « amphis blancs », made and forgotten by session (SIM-1)."""

from typing import Any

from dci.postes.v1 import postes_pb2 as pb
from services.postes.grpc_api import read
from services.postes.use_cases.rehearse import Rehearse


class Rehearsals:
    """The RPCs of rehearsals."""

    _rehearse: Rehearse

    def CopyOffer(self, request: pb.CopyOfferRequest, _context: Any) -> pb.CopyOfferResponse:
        """Copy a real offer."""
        copy = self._rehearse.copy(read.real_offer(request.offer_id), read.rehearsal(request.semestre))
        return pb.CopyOfferResponse(offer_id=copy)

    def ForgetRehearsal(
        self, request: pb.ForgetRehearsalRequest, _context: Any
    ) -> pb.ForgetRehearsalResponse:
        """Forget a rehearsal, never a real semester."""
        self._rehearse.forget(read.rehearsal(request.semestre))
        return pb.ForgetRehearsalResponse()
