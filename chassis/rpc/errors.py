"""How errors cross gRPC: a `DomainError` becomes a status with its code, text and details, and back.

The status carries google.rpc.ErrorInfo: reason = code, domain = "dci", metadata = details; its message is the
French text.
"""

from typing import Final

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc.error_details_pb2 import ErrorInfo
from google.rpc.status_pb2 import Status
from grpc_status import rpc_status

from chassis.errors import DomainError, Kind, RemoteError

_DOMAIN: Final = "dci"

STATUS: Final = {
    Kind.INVALID: grpc.StatusCode.INVALID_ARGUMENT,
    Kind.NOT_FOUND: grpc.StatusCode.NOT_FOUND,
    Kind.CONFLICT: grpc.StatusCode.FAILED_PRECONDITION,
    Kind.FORBIDDEN: grpc.StatusCode.PERMISSION_DENIED,
    Kind.UNAUTHENTICATED: grpc.StatusCode.UNAUTHENTICATED,
    Kind.LIMITED: grpc.StatusCode.RESOURCE_EXHAUSTED,
    Kind.UNAVAILABLE: grpc.StatusCode.UNAVAILABLE,
}
"""The one table from kinds of errors to gRPC."""

_KIND: Final = {status: kind for kind, status in STATUS.items()}

_NO_ANSWER: Final = {
    grpc.StatusCode.UNAVAILABLE: (
        "service_indisponible",
        "Le service ne répond pas. Réessayez dans un instant.",
    ),
    grpc.StatusCode.DEADLINE_EXCEEDED: (
        "delai_depasse",
        "Le service met trop de temps à répondre. Réessayez dans un instant.",
    ),
    grpc.StatusCode.RESOURCE_EXHAUSTED: (
        "service_surcharge",
        "Le service est très sollicité. Réessayez dans un instant.",
    ),
}
_OUR_FAULT: Final = ("erreur_interne", "Une erreur est survenue de notre côté. Réessayez dans un instant.")


def status_of(error: DomainError) -> grpc.Status:
    """Return the status that carries this error."""
    return _status(STATUS[error.kind], error.code, error.text, error.details)


def status_of_unexpected() -> grpc.Status:
    """Return what a caller sees of an error nobody foresaw: that it is ours, and nothing else (SEC-6)."""
    return _status(grpc.StatusCode.INTERNAL, *_OUR_FAULT, {})


def _status(status: grpc.StatusCode, code: str, text: str, details: dict[str, str]) -> grpc.Status:
    packed = AnyMessage()
    packed.Pack(ErrorInfo(reason=code, domain=_DOMAIN, metadata=details))
    number: int = status.value[0]
    return rpc_status.to_status(Status(code=number, message=text, details=[packed]))


def remote_error(call: grpc.RpcError) -> RemoteError:
    """Return the error that this failed call carries.

    Where it carries none of ours, nobody answered: kind UNAVAILABLE, whether it was done is unknown.
    """
    for packed in _details(call):
        info = ErrorInfo()
        if packed.Unpack(info) and info.domain == _DOMAIN:
            kind = _KIND.get(call.code(), Kind.UNAVAILABLE)
            return RemoteError(
                code=info.reason, kind=kind, text=call.details() or "", details=dict(info.metadata)
            )
    code, text = _NO_ANSWER.get(call.code(), _OUR_FAULT)
    return RemoteError(code=code, kind=Kind.UNAVAILABLE, text=text, details={})


def _details(call: grpc.RpcError) -> list[AnyMessage]:
    try:
        status = rpc_status.from_call(call)  # type: ignore[arg-type]  # the error of a call is that call
    except ValueError:  # the call ended otherwise (too late, cut) than its details say
        return []
    return list(status.details) if status else []
