"""The services as the back office calls them: under its own key, for a member of staff who logged in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyotp

from chassis.rpc.client import connect
from chassis.rpc.context import acting_for
from chassis.tokens import ServiceSigner
from dci.identity.v1.login_pb2 import LogInStaffRequest
from dci.identity.v1.login_pb2_grpc import LoginServiceStub
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from dci.identity.v1.rights_pb2_grpc import RightsDeskServiceStub
from dci.postes.v1.postes_pb2_grpc import OfferServiceStub
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub
from dci.session.v1.session_pb2_grpc import BoardServiceStub, ConductServiceStub

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """Somebody of ARS in the demonstration."""

    role: str
    email: str
    password: str
    totp_secret: str


@dataclass(frozen=True, slots=True)
class Calls:
    """One stub a contract."""

    login: LoginServiceStub
    register: RegisterServiceStub
    desk: RightsDeskServiceStub
    ranking: RankingServiceStub
    offer: OfferServiceStub
    conduct: ConductServiceStub
    boards: BoardServiceStub


def open_calls(patience: float = PATIENCE_SECONDS) -> Calls:
    """Channels to the addresses of the environment, by default with time enough (seconds) for imports."""
    signer = ServiceSigner("admin", Path(os.environ["DCI_DEMO_SERVICE_KEY_FILE"]))
    to = partial(connect, signer=signer, timeout=patience)
    identity = to(os.environ["DCI_IDENTITY"], audience="identity")
    session = to(os.environ["DCI_SESSION"], audience="session")
    return Calls(
        login=LoginServiceStub(identity),
        register=RegisterServiceStub(identity),
        desk=RightsDeskServiceStub(identity),
        ranking=RankingServiceStub(to(os.environ["DCI_RANKING"], audience="ranking")),
        offer=OfferServiceStub(to(os.environ["DCI_POSTES"], audience="postes")),
        conduct=ConductServiceStub(session),
        boards=BoardServiceStub(session),
    )


@contextmanager
def logged_in(calls: Calls, account: StaffAccount) -> Iterator[None]:
    """Within, calls are made for this member of staff."""
    request = LogInStaffRequest(
        email=account.email,
        password=account.password,
        totp=pyotp.TOTP(account.totp_secret).now(),
        address="127.0.0.1",
        device="démonstration",
    )
    session = calls.login.LogInStaff(request).session
    with acting_for(session.access.token):
        yield
