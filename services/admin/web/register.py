"""The blueprints of the pages, all at once."""

from flask import Flask

from services.admin.web.accueil.views import accueil
from services.admin.web.affectations.views import affectations
from services.admin.web.amphis.views import amphis
from services.admin.web.connexion.views import connexion
from services.admin.web.courriels.views import courriels
from services.admin.web.demandes.views import demandes
from services.admin.web.filters import FILTERS
from services.admin.web.imports.views import imports
from services.admin.web.interventions.views import interventions
from services.admin.web.listes.views import listes
from services.admin.web.postes.views import postes
from services.admin.web.regie.views import regie
from services.admin.web.repetitions.views import repetitions
from services.admin.web.semestres.views import semestres


def register_pages(app: Flask) -> None:
    """Add every page."""
    app.jinja_env.filters.update(FILTERS)
    blueprints = (
        connexion,
        accueil,
        semestres,
        imports,
        listes,
        demandes,
        amphis,
        repetitions,
        regie,
        interventions,
        courriels,
    )
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    for blueprint in (postes, affectations):
        app.register_blueprint(blueprint)
