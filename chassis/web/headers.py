"""Security headers of every answer (SEC-3): nothing inline, nothing from elsewhere, nobody's frame."""

from typing import Final

from flask import Flask, Response, request, session
from flask_talisman import Talisman

from chassis.web.settings import WebSettings

POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""`data:` images are the small drawings inside Bootstrap's own style sheet."""

PERMISSIONS: Final = {"camera": "()", "geolocation": "()", "microphone": "()", "payment": "()", "usb": "()"}


def protect(app: Flask, settings: WebSettings) -> None:
    """Put the headers on every answer, and the flags on every cookie.

    Cookies bear the service's name: browsers give one host's cookies to all its ports.
    """
    app.config.update(
        SESSION_COOKIE_NAME=cookie_name(settings, app, "form"),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
    Talisman(
        app,
        content_security_policy=POLICY,
        permissions_policy=PERMISSIONS,
        force_https=False,
        strict_transport_security=settings.secure,
        session_cookie_secure=settings.secure,
        session_cookie_http_only=True,
        frame_options="DENY",
        referrer_policy="same-origin",
    )
    app.after_request(_others)


def cookie_name(settings: WebSettings, app: Flask, purpose: str) -> str:
    """Name a cookie of this service, pinned to its host where TLS allows it."""
    service = app.import_name.rpartition(".")[2]
    return f"{'__Host-' if settings.secure else ''}dci-{service}-{purpose}"


def _others(response: Response) -> Response:
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.endpoint != "static_files.send" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if session else "no-cache"
    return response
