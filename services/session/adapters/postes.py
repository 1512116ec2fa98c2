"""Settles choices with postes, and asks whether it is there (decisions 3 to 5)."""

from typing import Final

import grpc

from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import SettlementServiceStub
from services.session.domain.choix import Accepted, Refused
from services.session.domain.demande import Demande
from services.session.use_cases.ports import Settled

SETTLE_SECONDS: Final = 3.0
PROBE_SECONDS: Final = 0.9


class GrpcPostes:
    """By gRPC. Only a stored settlement is an answer: anything else is a `RemoteError`, and asked again."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._settlement = SettlementServiceStub(channel)

    def settle(self, demande: Demande) -> Settled:
        """The stored answer, the same however often it is asked."""
        answer = self._settlement.Settle(_request(demande), timeout=SETTLE_SECONDS)
        if answer.WhichOneof("answer") == "given":
            return Settled(Accepted())
        return Settled(Refused(answer.refused.code), answer.refused.text)

    def probe(self) -> None:
        """Return if postes and its database answer."""
        self._settlement.Probe(pb.ProbeRequest(), timeout=PROBE_SECONDS)


def _request(demande: Demande) -> pb.SettleRequest:
    choix = demande.choix
    request = pb.SettleRequest(
        id=str(choix.choice_id),
        turn_id=str(choix.turn_id),
        amphi_id=str(demande.amphi_id),
        offer_id=demande.offer_id,
        regimes=demande.regimes,
        numero=choix.numero,
        intern_id=str(choix.intern_id),
        rang_appel=choix.rang_appel,
        des_code=demande.des_code,
        type_choix=demande.type_choix,
    )
    request.received_at.FromDatetime(choix.received_at)
    return request
