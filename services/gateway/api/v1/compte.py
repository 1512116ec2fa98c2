"""Log-in, log-out and who I am."""

from typing import Any

from flask import Response, jsonify, make_response, request
from flask_smorest import Blueprint

from chassis.web.json_bodies import refuse_unreadable
from chassis.web.login import required_person
from chassis.web.same_origin import refuse_foreign
from services.gateway.api.v1 import schemas, translate
from services.gateway.context import gateway
from services.gateway.web.compte.views import device

api_compte = Blueprint("api_compte", __name__, url_prefix="/api/v1", description="Connexion de l’interne")
api_compte.before_request(refuse_foreign)
api_compte.before_request(refuse_unreadable)


@api_compte.post("/connexion")
@api_compte.arguments(schemas.ConnexionIn)
@api_compte.alt_response(200, schema=schemas.PersonneOut, description="Le cookie de session est posé")
def connexion(given: dict[str, str]) -> Response:
    """Log in (CNX-1): the session comes as an HttpOnly cookie."""
    parts = gateway()
    session = parts.clients.identity.log_in(
        given["email"], given["password"], request.remote_addr or "", device()
    )
    answer = {"intern_id": session.access.user_id, "nom": session.access.display_name}
    response = make_response(jsonify(answer))
    parts.log_in.open(response, session)
    return response


@api_compte.post("/deconnexion")
@api_compte.arguments(schemas.VideIn)
@api_compte.response(204)
def deconnexion(_given: dict[str, Any]) -> Response:
    """Log out, here and at identity."""
    parts = gateway()
    if secret := parts.log_in.secret():
        parts.clients.identity.log_out(secret)
    response = make_response("", 204)
    parts.log_in.close(response)
    return response


@api_compte.get("/moi")
@api_compte.response(200, schemas.MoiOut)
def moi() -> dict[str, Any]:
    """Say who is logged in, and in which amphis."""
    person = required_person()
    return {
        "personne": {"intern_id": person.user_id, "nom": person.name},
        "amphis": [translate.my_amphi(each) for each in gateway().clients.session.my_amphis()],
    }
