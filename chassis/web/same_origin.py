"""Cross-site requests to the API are refused (SEC-3): JSON only, from our own pages or from no page at all.

Forms carry a token instead (Flask-WTF). A foreign page cannot send JSON without asking first (CORS), and is
never allowed to; cookies are SameSite=Lax besides.
"""

from typing import Final
from urllib.parse import urlsplit

from flask import request

from chassis.errors import DomainError, Kind

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OURS: Final = frozenset({"", "same-origin", "none"})


class RequeteEtrangere(DomainError):
    """Sent by another site's page."""

    code = "requete_etrangere"
    kind = Kind.FORBIDDEN
    text = "Cette demande ne vient pas d’une de nos pages."


class JsonAttendu(DomainError):
    """A body in another form than JSON."""

    code = "json_attendu"
    text = "Le contenu doit être du JSON (Content-Type: application/json)."


def refuse_foreign() -> None:
    """Refuse a state-changing request of another site; for `before_request` of an API's blueprint."""
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin", "")
    if request.headers.get("Sec-Fetch-Site", "") not in OURS or (
        origin and urlsplit(origin).netloc != request.host
    ):
        raise RequeteEtrangere
    if request.method != "DELETE" and not request.is_json:
        raise JsonAttendu
