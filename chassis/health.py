"""What operators ask of a process, on a port of its own: /metrics, /healthz, /readyz (OPS-1, OPS-4)."""

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

import structlog
from prometheus_client import make_wsgi_app

log = structlog.get_logger(__name__)

Check = Callable[[], object]
"""Raises where what it looks at does not work, such as the database."""

_METRICS: Final = make_wsgi_app()


class Health:
    """Whether this process is ready: it has started, is not stopping, and each of its checks passes."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self.open = False
        """Set once everything has started, cleared when stopping begins."""

    def report(self) -> dict[str, bool]:
        """Run every check: its name → whether it passes."""
        return {"ouvert": self.open} | {name: _passes(name, check) for name, check in self._checks.items()}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as a WSGI application."""
        match environ["PATH_INFO"]:
            case "/metrics":
                return _METRICS(environ, start_response)  # type: ignore[no-any-return]
            case "/healthz":
                return _answer(start_response, HTTPStatus.OK, {"vivant": True})
            case "/readyz":
                report = self.report()
                status = HTTPStatus.OK if all(report.values()) else HTTPStatus.SERVICE_UNAVAILABLE
                return _answer(start_response, status, report)
            case _:
                return _answer(start_response, HTTPStatus.NOT_FOUND, {})


def _passes(name: str, check: Check) -> bool:
    try:
        check()
    except Exception as error:  # noqa: BLE001  # whatever a check raises means « not ready »; its name is logged
        log.warning("readiness check fails", check=name, error=type(error).__name__)
        return False
    return True


def _answer(start_response: StartResponse, status: HTTPStatus, body: dict[str, bool]) -> list[bytes]:
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    start_response(f"{status.value} {status.phrase}", headers)
    return [json.dumps(body).encode()]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library's own word
        """Probes come every few seconds: they are not logged."""


class HealthServer:
    """The part that serves a process's `Health` over HTTP."""

    name = "health"

    def __init__(self, health: Health, *, port: int, bind: str) -> None:
        self._server = make_server(bind, port, health, server_class=_Server, handler_class=_Silent)
        self._thread = threading.Thread(target=self._server.serve_forever, name=self.name, daemon=True)
        self.port = self._server.server_port

    def start(self) -> None:
        """Start to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and close the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def alive(self) -> bool:
        """Tell whether it answers."""
        return self._thread.is_alive()
