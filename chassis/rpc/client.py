"""Channels to other services: who calls, for whom, until when, and errors as `RemoteError`."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import grpc
from grpc_interceptor import ClientCallDetails, ClientInterceptor

from chassis.rpc.authentication import REQUEST_ID, SERVICE_TOKEN, user_metadata
from chassis.rpc.context import request_id, user_token
from chassis.rpc.errors import remote_error
from chassis.rpc.limits import SIZES
from chassis.tokens import ServiceSigner

DEADLINE_SECONDS: Final = 5.0


def connect(
    target: str,
    *,
    audience: str,
    signer: ServiceSigner,
    timeout: float = DEADLINE_SECONDS,
    repeatable: Iterable[str] = (),
    tls_ca_file: Path | None = None,
) -> grpc.Channel:
    """Return a channel to the service `audience` at `target` (host:port), spread over all its replicas.

    Each call has a deadline (`timeout`, in seconds, unless the call gives its own), carries our service
    token, the token of the user we act for and the request's id, and fails with `RemoteError`. `repeatable`
    names what may be asked again where nobody answered (reads and keyed commands, decision 12): a whole
    service, "dci.postes.v1.PosteService", or one of its RPCs, "dci.postes.v1.PosteService/Search".
    """
    address = target if "://" in target else f"dns:///{target}"
    options = _options(repeatable)
    if tls_ca_file:
        channel = grpc.secure_channel(
            address, grpc.ssl_channel_credentials(tls_ca_file.read_bytes()), options
        )
    else:
        channel = grpc.insecure_channel(address, options)
    return grpc.intercept_channel(channel, _Caller(audience, signer, timeout))


def _options(repeatable: Iterable[str]) -> list[tuple[str, str | int]]:
    return [
        ("grpc.service_config", json.dumps(_service_config(repeatable))),
        ("grpc.enable_http_proxy", 0),
        ("grpc.keepalive_time_ms", 10_000),
        ("grpc.keepalive_timeout_ms", 3_000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.initial_reconnect_backoff_ms", 100),
        ("grpc.min_reconnect_backoff_ms", 1_000),
        ("grpc.max_reconnect_backoff_ms", 1_000),
        ("grpc.dns_min_time_between_resolutions_ms", 2_000),
        *SIZES,
    ]


def _service_config(repeatable: Iterable[str]) -> dict[str, Any]:
    config: dict[str, Any] = {"loadBalancingConfig": [{"round_robin": {}}]}
    names = [dict(zip(("service", "method"), name.split("/"), strict=False)) for name in repeatable]
    if names:
        retry = {
            "maxAttempts": 4,
            "initialBackoff": "0.1s",
            "maxBackoff": "1s",
            "backoffMultiplier": 2,
            "retryableStatusCodes": ["UNAVAILABLE"],
        }
        config["methodConfig"] = [{"name": names, "retryPolicy": retry}]
    return config


class _Caller(ClientInterceptor):
    """Completes each call and translates its failure."""

    def __init__(self, audience: str, signer: ServiceSigner, timeout: float) -> None:
        self._audience = audience
        self._signer = signer
        self._timeout = timeout

    def intercept(
        self, method: Callable[[Any, Any], Any], request: Any, call_details: grpc.ClientCallDetails
    ) -> Any:
        """Make one call."""
        call = method(request, self._completed(call_details))
        if isinstance(call, Iterator):
            return Answers(call)
        if isinstance(call, grpc.RpcError):
            raise remote_error(call) from None
        return call

    def _completed(self, details: grpc.ClientCallDetails) -> ClientCallDetails:
        metadata = [*(details.metadata or ()), (SERVICE_TOKEN, self._signer.token(self._audience))]
        if token := user_token():
            metadata.append(user_metadata(token))
        if known := request_id():
            metadata.append((REQUEST_ID, known))
        timeout = self._timeout if details.timeout is None else details.timeout
        return ClientCallDetails(
            details.method,
            timeout,
            metadata,
            details.credentials,
            details.wait_for_ready,
            details.compression,
        )


class Answers(Iterator[Any]):
    """The answers of a streaming RPC, whose failure is a `RemoteError` too."""

    def __init__(self, call: Any) -> None:
        self._call = call

    def __next__(self) -> Any:
        """Wait for the next answer."""
        try:
            return next(self._call)
        except grpc.RpcError as error:
            raise remote_error(error) from None

    def cancel(self) -> None:
        """Want no more."""
        self._call.cancel()
