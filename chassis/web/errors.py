"""Errors as people and programs see them: a page or JSON, never a stack trace (SEC-6)."""

from typing import Any, Final

import structlog
from flask import (
    Flask,
    Response,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from chassis.errors import DomainError, Kind
from chassis.web.request_ids import current_request_id

log = structlog.get_logger(__name__)

STATUS: Final = {
    Kind.INVALID: 422,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.FORBIDDEN: 403,
    Kind.UNAUTHENTICATED: 401,
    Kind.LIMITED: 429,
    Kind.UNAVAILABLE: 503,
}

TEXTS: Final = {
    400: ("Demande incompréhensible", "Votre navigateur a envoyé une demande que nous n’avons pas comprise."),
    401: ("Connexion nécessaire", "Connectez-vous pour continuer."),
    403: ("Accès réservé", "Cette page n’est pas ouverte à votre compte."),
    404: ("Page introuvable", "L’adresse est peut-être incomplète, ou la page n’existe plus."),
    405: ("Action impossible ici", "Revenez à la page précédente et recommencez."),
    409: ("Ce n’est plus possible", "L’état des choses a changé entre-temps."),
    413: ("Envoi trop volumineux", "Ce que vous avez envoyé dépasse la taille admise."),
    422: ("Demande refusée", "Une valeur n’a pas la forme attendue."),
    429: ("Trop de tentatives", "Patientez quelques minutes, puis réessayez."),
    503: ("Service momentanément indisponible", "Patientez quelques instants, puis reprenez la page."),
}
WORTH_ANOTHER_LOOK: Final = frozenset({400, 409, 500, 503})
LOG_IN_PAGE: Final = "log_in_page"
OURS: Final = (
    "Une erreur est survenue",
    "Elle vient de chez nous et a été notée. Réessayez dans un instant.",
)


def handle_errors(app: Flask) -> None:
    """Register one handler for each family: the users' errors, HTTP's, and ours."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _ours)


def _domain(error: DomainError) -> Response:
    if error.kind is Kind.UNAUTHENTICATED and not _wants_json():
        return _to_log_in(error)
    return answer(STATUS[error.kind], error.code, error.text, error.details)


def _stale_form(_error: CSRFError) -> Response:
    text = "La page était ouverte depuis trop longtemps : rien n’a été envoyé. Reprenez-la, puis recommencez."
    return answer(400, "formulaire_perime", text)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    title, text = TEXTS.get(status, OURS)
    data: dict[str, Any] = getattr(error, "data", {})
    response = answer(status, _code(title), text, _flat(data.get("messages", {})))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _ours(error: Exception) -> Response:
    log.error("unexpected_error", path=request.path, exc_info=error)
    return answer(500, "erreur_interne", OURS[1])


def answer(status: int, code: str, text: str, details: dict[str, str] | None = None) -> Response:
    """Say an error: JSON to the API and to scripts, a page to people."""
    if _wants_json():
        body = {"code": code, "message": text, "details": details or {}, "request_id": current_request_id()}
        return make_response(jsonify(body), status)
    title = TEXTS.get(status, OURS)[0]
    page = render_template(
        "dci/error.html",
        title=title,
        text=text,
        status=status,
        again=_again() if status in WORTH_ANOTHER_LOOK else None,
        request_id=current_request_id(),
    )
    return make_response(page, status)


def _again() -> str | None:
    """The page that was asked for, or from which a form was sent; None where there is none to look at."""
    there = current_app.create_url_adapter(request)
    looked_at = there is not None and there.test(request.path, "GET")
    return request.full_path.rstrip("?") if looked_at else None


def _wants_json() -> bool:
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def _to_log_in(error: DomainError) -> Response:
    """Send to the log-in page, and from there back to what was wanted."""
    flash(error.text if request.cookies else "Connectez-vous pour voir cette page.", "attention")
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return make_response(redirect(url_for(current_app.extensions[LOG_IN_PAGE], suite=wanted)))


def _code(title: str) -> str:
    return {
        TEXTS[404][0]: "introuvable",
        TEXTS[413][0]: "trop_volumineux",
        TEXTS[422][0]: "valeurs_refusees",
        TEXTS[429][0]: "trop_de_tentatives",
        OURS[0]: "erreur_interne",
    }.get(title, "demande_refusee")


def _flat(messages: dict[str, Any]) -> dict[str, str]:
    """Flatten webargs' messages, location → field → texts, to field → text."""
    found: dict[str, str] = {}
    for fields in messages.values():
        if isinstance(fields, dict):
            found |= {str(name): " ".join(map(str, texts)) for name, texts in fields.items()}
    return found
