"""Asks session for the call list that an amphi took."""

from collections.abc import Sequence
from uuid import UUID

import grpc

from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import BoardServiceStub
from services.postes.domain.appele import Appele


class SessionRosters:
    """The rosters, by gRPC; what session cannot give now is a `RemoteError`."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._board = BoardServiceStub(channel)

    def __call__(self, amphi_id: UUID) -> Sequence[Appele]:
        """The lines of an amphi's roster."""
        answer = self._board.GetRoster(pb.GetRosterRequest(amphi_id=str(amphi_id)))
        return [_appele(line) for line in answer.lines]


def _appele(line: pb.RosterLine) -> Appele:
    return Appele(
        rang_appel=line.rang_appel,
        intern_id=UUID(line.intern_id),
        nom=line.nom,
        prenom=line.prenom,
        des=line.des_code,
        des_label=line.des_label,
        regime=line.regime,
        anciennete=line.anciennete,
    )
