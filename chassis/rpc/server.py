"""A service's gRPC server, with all that every call passes; it refuses to start with an unguarded RPC."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, cast

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from chassis.clock import Clock
from chassis.config import ServerSettings
from chassis.rpc.access import AccessTable
from chassis.rpc.authentication import Authentication
from chassis.rpc.interceptor import CallInterceptor
from chassis.rpc.limits import SIZES
from chassis.tokens import ServiceVerifier
from chassis.user_tokens import KeySource, UserTokenVerifier

_CALLS_PER_THREAD: Final = 32
"""Calls let in, of which one a thread is answered at a time; beyond, a call is refused at once."""
_GRACE_SECONDS: Final = 5.0

Register = Callable[[grpc.Server], None]
"""Such as `partial(add_PassageServiceServicer_to_server, servicer)`."""


class GrpcServer:
    """The part that answers the service's RPCs, `grpc.health.v1`, and reflection when set."""

    name = "grpc"

    def __init__(
        self,
        service: str,
        settings: ServerSettings,
        *,
        access: AccessTable,
        user_keys: KeySource,
        register: Sequence[Register],
        clock: Clock | None = None,
    ) -> None:
        """Build the server; ValueError where `access` and the registered RPCs are not the same."""
        methods = _Methods(register)
        methods.check(access)
        services = ServiceVerifier(service, settings.service_keys_dir, clock)
        authentication = Authentication(services, UserTokenVerifier(user_keys, clock))
        self._server = grpc.server(
            ThreadPoolExecutor(settings.threads, thread_name_prefix="grpc"),
            interceptors=[CallInterceptor(authentication, access)],
            options=_options(settings),
            maximum_concurrent_rpcs=settings.threads * _CALLS_PER_THREAD,
        )
        for add in register:
            add(self._server)
        self._health = health.HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        self._services = ("", *methods.services())
        if settings.reflection:
            names = (*methods.services(), health.SERVICE_NAME, reflection.SERVICE_NAME)
            reflection.enable_server_reflection(names, self._server)
        self.port = _listen(self._server, settings)

    def start(self) -> None:
        """Start to answer."""
        self._server.start()
        for service in self._services:
            self._health.set(service, health_pb2.HealthCheckResponse.SERVING)

    def stop(self) -> None:
        """Say so to health watchers, take no new call, and give those under way 5 s."""
        self._health.enter_graceful_shutdown()
        self._server.stop(_GRACE_SECONDS).wait()

    def alive(self) -> bool:
        """Tell whether it answers."""
        return self._server.wait_for_termination(timeout=0)


class _Methods:
    """The RPCs that would be registered: service → full method names."""

    def __init__(self, register: Iterable[Register]) -> None:
        self._of: dict[str, list[str]] = {}
        for add in register:
            add(cast("grpc.Server", self))

    def add_generic_rpc_handlers(self, handlers: object) -> None:
        """Generated code calls this too; the names come by the other call."""

    def add_registered_method_handlers(self, service: str, handlers: Mapping[str, Any]) -> None:
        """Note the names."""
        self._of[service] = [f"/{service}/{method}" for method in handlers]

    def services(self) -> list[str]:
        return sorted(self._of)

    def check(self, access: AccessTable) -> None:
        names = {name for names in self._of.values() for name in names}
        if names - access.keys():
            raise ValueError(f"RPCs without a line in ACCESS: {sorted(names - access.keys())}")
        if access.keys() - names:
            raise ValueError(f"lines of ACCESS without an RPC: {sorted(access.keys() - names)}")


def _options(settings: ServerSettings) -> list[tuple[str, int]]:
    return [
        *SIZES,
        ("grpc.max_connection_age_ms", settings.max_connection_age_ms),
        ("grpc.max_connection_age_grace_ms", 60_000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.min_ping_interval_without_data_ms", 5_000),
        ("grpc.so_reuseport", 0),
    ]


def _listen(server: grpc.Server, settings: ServerSettings) -> int:
    address = f"{settings.bind}:{settings.grpc_port}"
    if (settings.tls_cert_file is None) != (settings.tls_key_file is None):
        raise ValueError("DCI_TLS_CERT_FILE and DCI_TLS_KEY_FILE go together: set both or none")
    if settings.tls_cert_file and settings.tls_key_file:
        return server.add_secure_port(address, _credentials(settings.tls_cert_file, settings.tls_key_file))
    return server.add_insecure_port(address)


def _credentials(cert_file: Path, key_file: Path) -> grpc.ServerCredentials:
    """Read the certificate again for each connection, so that a renewed one serves at once."""

    def certificate() -> grpc.ServerCertificateConfiguration:
        return grpc.ssl_server_certificate_configuration([(key_file.read_bytes(), cert_file.read_bytes())])

    return grpc.dynamic_ssl_server_credentials(certificate(), certificate)
