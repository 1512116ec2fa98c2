"""The blueprints of the pages, all at once."""

from flask import Flask

from services.gateway.web.accueil.views import accueil
from services.gateway.web.affectations.views import affectations
from services.gateway.web.amphi.views import amphi
from services.gateway.web.attestation.views import attestation
from services.gateway.web.compte.views import compte
from services.gateway.web.postes.views import postes
from services.gateway.web.record.views import record


def register_pages(app: Flask) -> None:
    """Add every page."""
    for blueprint in (accueil, compte, postes, amphi, affectations, attestation, record):
        app.register_blueprint(blueprint)
