"""What is limited at gateway's edge, from one address: failures, and verifying (SEC-4)."""

from typing import Any, Final

from flask import Flask, request
from flask_limiter import Limiter

from chassis.web.limits import is_failure

GUARDED: Final = ("compte.connexion", "compte.inscription", "compte.finaliser", "api_compte.connexion")

VERIFYING: Final = {"attestation.verifier": "120 per minute", "attestation.proces_verbal": "12 per minute"}
"""Both read whole records; many interns may scan their receipts behind one hospital's address."""


def limit_verifying(app: Flask, limiter: Limiter) -> None:
    """Count what makes us read a record; asking for the page, or for a code, does not."""
    for endpoint, most in VERIFYING.items():
        view: Any = limiter.limit(most, exempt_when=_reads_nothing)(app.view_functions[endpoint])
        app.view_functions[endpoint] = view


def _reads_nothing() -> bool:
    return request.method != "POST" and "recu" not in request.args


def limit_failures(app: Flask, limiter: Limiter, failures: int) -> None:
    """Count only answers that refuse; choosing is never limited by address."""
    guarded = limiter.shared_limit(
        f"{failures} per 10 minutes", scope="failures", deduct_when=is_failure, methods=["POST"]
    )
    for endpoint in GUARDED:
        view: Any = guarded(app.view_functions[endpoint])
        app.view_functions[endpoint] = view
