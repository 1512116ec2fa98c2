"""What surrounds every RPC in the callee: request id, authentication, access, errors, metrics, log."""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from time import perf_counter
from typing import Any, Final, Never, TypeVar

import grpc
import structlog
from grpc_interceptor import ServerInterceptor

from chassis.callers import Caller
from chassis.errors import DomainError
from chassis.metrics import CALL_SECONDS, CALLS
from chassis.rpc.access import AccessTable
from chassis.rpc.authentication import REQUEST_ID, Authentication, text
from chassis.rpc.context import enter_call, enter_request
from chassis.rpc.errors import status_of, status_of_unexpected
from chassis.rpc.refusals import AccesRefuse

log = structlog.get_logger(__name__)
T = TypeVar("T")

OPEN_TO_ALL: Final = ("/grpc.health.v1.Health/", "/grpc.reflection.")
_END: Final = object()


class CallInterceptor(ServerInterceptor):
    """Shows servicers only calls that `access` allows, callers only errors they may see (SEC-5, SEC-6)."""

    def __init__(self, authentication: Authentication, access: AccessTable) -> None:
        self._authentication = authentication
        self._access = access

    def intercept(
        self, method: Callable[[Any, Any], Any], request: Any, context: grpc.ServicerContext, method_name: str
    ) -> Any:
        """Answer one call."""
        if method_name.startswith(OPEN_TO_ALL):
            return method(request, context)
        call = _Call(method_name, context)
        metadata = dict(context.invocation_metadata())
        call.run(enter_request, text(metadata, REQUEST_ID))
        call.run(self._admit, call, metadata)
        answer = call.run(method, request, context)
        if isinstance(answer, Iterator):
            return _streamed(call, answer)
        call.finish("OK")
        return answer

    def _admit(self, call: "_Call", metadata: dict[str, str | bytes]) -> None:
        call.caller = self._authentication.caller(metadata)
        if not self._access[call.name].allows(call.caller):
            raise AccesRefuse
        enter_call(call.caller)


def _streamed(call: "_Call", answers: Iterator[Any]) -> Iterator[Any]:
    try:
        while (answer := call.run(next, answers, _END)) is not _END:
            yield answer
    except GeneratorExit:
        call.finish("CANCELLED")
        raise
    call.finish("OK")


class _Call:
    """One call under way: every step of it runs in the call's own context, and its end is told once."""

    def __init__(self, name: str, context: grpc.ServicerContext) -> None:
        self.name = name
        self.caller: Caller | None = None
        self._context = context
        self._variables = copy_context()
        self._started = perf_counter()

    def run(self, step: Callable[..., T], *args: Any) -> T:
        """Run a step of the call; its errors end the call."""
        try:
            return self._variables.run(step, *args)
        except DomainError as error:
            self._abort(status_of(error), error.code)
        except grpc.RpcError:
            if self._context.is_active():
                self._abort_unexpected()
            self.finish("CANCELLED")
            raise
        except Exception:  # noqa: BLE001  # logged with its traceback by what is called here
            self._abort_unexpected()

    def finish(self, code: str, **facts: str) -> None:
        """Count and log the call."""
        elapsed = perf_counter() - self._started
        CALLS.labels(self.name, code).inc()
        CALL_SECONDS.labels(self.name).observe(elapsed)
        service = self.caller.service if self.caller else None
        self._variables.run(
            log.info,
            "call",
            method=self.name,
            code=code,
            ms=round(elapsed * 1000, 1),
            caller=service,
            **facts,
        )

    def _abort_unexpected(self) -> Never:
        self._variables.run(log.exception, "unexpected error", method=self.name)
        self._abort(status_of_unexpected(), "erreur_interne")

    def _abort(self, status: grpc.Status, error: str) -> Never:
        self.finish(status.code.name, error=error)
        self._context.abort_with_status(status)
