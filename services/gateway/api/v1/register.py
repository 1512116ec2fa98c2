"""The API's document and blueprints, all at once."""

from flask import Flask
from flask_smorest import Api
from flask_wtf import CSRFProtect

from chassis.web.errors import handle_errors
from services.gateway.api.v1.amphis import api_amphis
from services.gateway.api.v1.commands import api_commands
from services.gateway.api.v1.compte import api_compte
from services.gateway.api.v1.favourites import api_favourites
from services.gateway.api.v1.rights import api_rights

PREFIX = "/api/v1"


def register_api(app: Flask, csrf: CSRFProtect) -> None:
    """Add every resource and `/api/v1/openapi.json`; errors keep the one form of `chassis.web.errors`."""
    app.config.update(
        API_TITLE="DCI",
        API_VERSION="v1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"info": {"description": "L’espace des internes, pour les pages et les clients."}},
    )
    api = Api(app)
    for blueprint in (api_compte, api_rights, api_amphis, api_favourites, api_commands):
        csrf.exempt(blueprint)
        api.register_blueprint(blueprint)
    handle_errors(app)
