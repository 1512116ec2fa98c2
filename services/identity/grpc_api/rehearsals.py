"""Sessions of rehearsals' participants over gRPC (SIM-1)."""

from uuid import UUID

import grpc

from dci.identity.v1 import rehearsals_pb2 as pb
from dci.identity.v1.rehearsals_pb2_grpc import RehearsalServiceServicer
from services.identity.domain.rehearsals import Player
from services.identity.grpc_api.reading import visible
from services.identity.use_cases.errors import RepetitionImpossible
from services.identity.use_cases.rehearsal_sessions import (
    forget_rehearsal_sessions,
    open_rehearsal_sessions,
)
from services.identity.use_cases.tools import Tools

LONGEST_NAME = 300


class RehearsalApi(RehearsalServiceServicer):
    """One use case an RPC."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def OpenSessions(
        self, request: pb.OpenSessionsRequest, context: grpc.ServicerContext
    ) -> pb.OpenSessionsResponse:
        players = [_player(one) for one in request.players]
        secrets = open_rehearsal_sessions(self._tools, request.semestre, players)
        return pb.OpenSessionsResponse(secrets=secrets)

    def ForgetSessions(
        self, request: pb.ForgetSessionsRequest, context: grpc.ServicerContext
    ) -> pb.ForgetSessionsResponse:
        forget_rehearsal_sessions(self._tools, request.semestre)
        return pb.ForgetSessionsResponse()


def _player(one: pb.Player) -> Player:
    try:
        acts_for = UUID(one.acts_for) if one.acts_for else None
        return Player(UUID(one.user_id), acts_for, visible(one.display_name)[:LONGEST_NAME])
    except ValueError:
        raise RepetitionImpossible from None
