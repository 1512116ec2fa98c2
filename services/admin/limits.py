"""What is limited at admin's edge: failed log-ins from one address (SEC-4)."""

from typing import Any

from flask import Flask
from flask_limiter import Limiter

from chassis.web.limits import is_failure

LOG_IN = "connexion.connexion"


def limit_failures(app: Flask, limiter: Limiter, failures: int) -> None:
    """Count only answers that refuse."""
    guarded: Any = limiter.shared_limit(
        f"{failures} per 10 minutes", scope="failures", deduct_when=is_failure, methods=["POST"]
    )
    app.view_functions[LOG_IN] = guarded(app.view_functions[LOG_IN])
