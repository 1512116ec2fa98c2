"""The services as people reach them: ARS through the back office, interns through the gateway."""

import os
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

from chassis.rpc.client import connect
from chassis.tokens import ServiceSigner
from dci.identity.v1.login_pb2_grpc import LoginServiceStub
from dci.identity.v1.rights_pb2_grpc import RightsDeskServiceStub, RightsServiceStub
from deploy.local.demo.calls import Calls, open_calls
from tests.faults.world.system import System

SERVICES = ("identity", "ranking", "postes", "session", "notifications")


@dataclass(frozen=True, slots=True)
class Contracts:
    """Past every proxy: what is disturbed lies behind whoever is called."""

    ars: Calls
    desk: RightsDeskServiceStub
    log_in: LoginServiceStub
    rights: RightsServiceStub


def contracts(system: System, patience: float) -> Contracts:
    """Channels to all replicas; `patience` in seconds a call."""
    addresses = {f"DCI_{name.upper()}": _replicas(system, name) for name in SERVICES}
    keys = {"DCI_DEMO_SERVICE_KEY_FILE": str(system.keys.private_of("admin"))}
    with patch.dict(os.environ, addresses | keys):
        ars = open_calls(patience)
    identity = partial(connect, addresses["DCI_IDENTITY"], audience="identity", timeout=patience)
    admin, gateway = (ServiceSigner(name, system.keys.private_of(name)) for name in ("admin", "gateway"))
    by_gateway = identity(signer=gateway)
    return Contracts(
        ars=ars,
        desk=RightsDeskServiceStub(identity(signer=admin)),
        log_in=LoginServiceStub(by_gateway),
        rights=RightsServiceStub(by_gateway),
    )


def _replicas(system: System, service: str) -> str:
    return "ipv4:///" + ",".join(f"127.0.0.1:{system.replicas[name].port}" for name in system.of(service))
