"""What is limited at gateway's edge: failed log-ins and inscriptions from one address (SEC-4)."""

from typing import Any, Final

from flask import Flask
from flask_limiter import Limiter

from chassis.web.limits import is_failure

GUARDED: Final = ("compte.connexion", "compte.inscription", "compte.finaliser", "api_compte.connexion")


def limit_failures(app: Flask, limiter: Limiter, failures: int) -> None:
    """Count only answers that refuse; choosing is never limited by address."""
    guarded = limiter.shared_limit(
        f"{failures} per 10 minutes", scope="failures", deduct_when=is_failure, methods=["POST"]
    )
    for endpoint in GUARDED:
        view: Any = guarded(app.view_functions[endpoint])
        app.view_functions[endpoint] = view
