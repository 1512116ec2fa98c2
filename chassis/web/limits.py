"""Limits at the edge (SEC-4): per address only failures count, and choosing is never limited by address.

A pod counts for itself: this stops floods. What must hold over all pods (tries on one account) is counted in
identity's database.
"""

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

FAILED_FROM = 400


def make_limiter(app: Flask) -> Limiter:
    """Attach the limiter; routes say their own limits."""
    return Limiter(
        get_remote_address, app=app, storage_uri="memory://", strategy="moving-window", headers_enabled=False
    )


def is_failure(response: Response) -> bool:
    """Tell whether an answer counts as a failure."""
    return response.status_code >= FAILED_FROM
