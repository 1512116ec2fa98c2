"""Asks identity which rights stand, to repair session's copy (decision 6)."""

from typing import Final
from uuid import UUID

import grpc

from dci.identity.v1 import rights_pb2 as pb
from dci.identity.v1.rights_pb2_grpc import RightsDeskServiceStub
from services.session.domain.droits import Droits, TypeChoix
from services.session.use_cases.ports import ToldRights

RIGHTS_SECONDS: Final = 5.0


class GrpcRightsDesk:
    """By gRPC; where identity does not answer, a `RemoteError` of kind UNAVAILABLE."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._desk = RightsDeskServiceStub(channel)

    def rights_of(self, semestre: str) -> list[ToldRights]:
        """All that stand in a semester."""
        answer = self._desk.ListRights(pb.ListRightsRequest(semestre=semestre), timeout=RIGHTS_SECONDS)
        return [_told(one) for one in answer.rights]


def _told(one: pb.Rights) -> ToldRights:
    droits = Droits(
        absent=one.absent,
        type_choix=TypeChoix(one.type_choix),
        procuration=one.procuration,
        mandataire_id=UUID(one.mandataire_id) if one.mandataire_id else None,
    )
    return ToldRights(UUID(one.intern_id), one.version, droits, one.motif)
