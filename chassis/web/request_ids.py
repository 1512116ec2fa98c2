"""One request id from the browser's answer to every service's log (OPS-4)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

from chassis.rpc.context import in_request, request_id

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def carry_request_ids(app: Flask) -> None:
    """Give each request an id (the one an ingress gave, if plain), said in `X-Request-Id`."""
    app.wsgi_app = _Carrier(app.wsgi_app)  # type: ignore[method-assign]


def current_request_id() -> str:
    """Return the id of the request being answered."""
    return request_id() or ""


class _Carrier:
    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with in_request(environ.get("HTTP_X_REQUEST_ID")) as chosen:

            def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
                return start_response(status, [*headers, ("X-Request-Id", chosen)], *rest)

            return self._app(environ, start)
