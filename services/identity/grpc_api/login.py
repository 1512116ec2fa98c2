"""Log-in, sessions and keys over gRPC (CNX-1, ADM-1, decision 13)."""

from datetime import datetime

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from dci.identity.v1 import keys_pb2, login_pb2
from dci.identity.v1.keys_pb2_grpc import KeyServiceServicer
from dci.identity.v1.login_pb2_grpc import LoginServiceServicer
from services.identity.grpc_api.reading import visible
from services.identity.use_cases.access_tokens import AccessToken, OpenedSession
from services.identity.use_cases.ended_since import ended_since
from services.identity.use_cases.exchange_session import exchange_session
from services.identity.use_cases.list_public_keys import list_public_keys
from services.identity.use_cases.log_in_interne import log_in_interne
from services.identity.use_cases.log_in_mandataire import log_in_mandataire
from services.identity.use_cases.log_in_staff import log_in_staff
from services.identity.use_cases.log_out import log_out
from services.identity.use_cases.tools import Tools


class LoginApi(LoginServiceServicer):
    """One use case an RPC."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def LogInInterne(
        self, request: login_pb2.LogInInterneRequest, context: grpc.ServicerContext
    ) -> login_pb2.LogInInterneResponse:
        opened = log_in_interne(
            self._tools,
            email=request.email,
            password=request.password,
            address=visible(request.address),
            device=visible(request.device),
        )
        return login_pb2.LogInInterneResponse(session=_opened(opened))

    def LogInMandataire(
        self, request: login_pb2.LogInMandataireRequest, context: grpc.ServicerContext
    ) -> login_pb2.LogInMandataireResponse:
        opened = log_in_mandataire(
            self._tools,
            email=request.email,
            password=request.password,
            address=visible(request.address),
            device=visible(request.device),
        )
        return login_pb2.LogInMandataireResponse(session=_opened(opened))

    def LogInStaff(
        self, request: login_pb2.LogInStaffRequest, context: grpc.ServicerContext
    ) -> login_pb2.LogInStaffResponse:
        opened = log_in_staff(
            self._tools,
            email=request.email,
            password=request.password,
            totp=request.totp,
            address=visible(request.address),
            device=visible(request.device),
        )
        return login_pb2.LogInStaffResponse(session=_opened(opened))

    def ExchangeSession(
        self, request: login_pb2.ExchangeSessionRequest, context: grpc.ServicerContext
    ) -> login_pb2.ExchangeSessionResponse:
        return login_pb2.ExchangeSessionResponse(
            access=_access(exchange_session(self._tools, secret=request.secret))
        )

    def LogOut(
        self, request: login_pb2.LogOutRequest, context: grpc.ServicerContext
    ) -> login_pb2.LogOutResponse:
        log_out(self._tools, secret=request.secret)
        return login_pb2.LogOutResponse()

    def EndedSince(
        self, request: login_pb2.EndedSinceRequest, context: grpc.ServicerContext
    ) -> login_pb2.EndedSinceResponse:
        ended, newest = ended_since(self._tools, after=request.after)
        return login_pb2.EndedSinceResponse(
            ended=[
                login_pb2.EndedSession(number=one.number, session_id=str(one.session_id)) for one in ended
            ],
            newest=newest,
        )


class KeyApi(KeyServiceServicer):
    """The public keys that verify users' tokens."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def ListPublicKeys(
        self, request: keys_pb2.ListPublicKeysRequest, context: grpc.ServicerContext
    ) -> keys_pb2.ListPublicKeysResponse:
        keys = list_public_keys(self._tools)
        return keys_pb2.ListPublicKeysResponse(
            keys=[keys_pb2.PublicKey(key_id=key.id, pem=key.public_pem) for key in keys]
        )


def _opened(opened: OpenedSession) -> login_pb2.OpenedSession:
    return login_pb2.OpenedSession(
        secret=opened.secret, expires_at=_instant(opened.expires_at), access=_access(opened.access)
    )


def _access(access: AccessToken) -> login_pb2.AccessToken:
    return login_pb2.AccessToken(
        token=access.token,
        expires_at=_instant(access.expires_at),
        user_id=str(access.person.id),
        session_id=str(access.session_id),
        display_name=access.person.display_name,
        roles=sorted(access.person.roles),
        kind=access.person.kind.value,
        intern_id=str(access.person.sees or ""),
    )


def _instant(at: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp
