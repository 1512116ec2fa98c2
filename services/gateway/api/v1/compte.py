"""Log-in, log-out and who I am."""

from typing import Any

from flask import Response, jsonify, make_response, request
from flask_smorest import Blueprint

from chassis.web.json_bodies import refuse_unreadable
from chassis.web.login import required_person
from chassis.web.same_origin import refuse_foreign
from services.gateway.api.v1 import schemas, translate
from services.gateway.context import gateway
from services.gateway.web.compte.forms import PROCURATION
from services.gateway.web.compte.views import device

api_compte = Blueprint("api_compte", __name__, url_prefix="/api/v1", description="Connexion de l’interne")
api_compte.before_request(refuse_foreign)
api_compte.before_request(refuse_unreadable)


@api_compte.post("/connexion")
@api_compte.arguments(schemas.ConnexionIn)
@api_compte.alt_response(200, schema=schemas.PersonneOut, description="Le cookie de session est posé")
def connexion(given: dict[str, str]) -> Response:
    """Log in, for oneself or as a mandataire (CNX-1): the session comes as an HttpOnly cookie."""
    parts = gateway()
    identity = parts.clients.identity
    log_in = identity.log_in_mandataire if given["compte"] == PROCURATION else identity.log_in
    session = log_in(given["email"], given["password"], request.remote_addr or "", device())
    access = session.access
    response = make_response(
        jsonify(_person(access.intern_id, access.display_name, mandataire=access.kind == "mandataire"))
    )
    parts.log_in.open(response, session)
    return response


@api_compte.post("/deconnexion")
@api_compte.arguments(schemas.VideIn)
@api_compte.response(204)
def deconnexion(_given: dict[str, Any]) -> Response:
    """Log out, here and at identity."""
    response = make_response("", 204)
    gateway().log_in.close(response)
    return response


@api_compte.get("/moi")
@api_compte.response(200, schemas.MoiOut)
def moi() -> dict[str, Any]:
    """Say who is logged in, and in which amphis."""
    person = required_person()
    return {
        "personne": _person(person.intern_id, person.name, mandataire=bool(person.mandataire_id)),
        "amphis": [translate.my_amphi(each) for each in gateway().clients.session.my_amphis()],
    }


def _person(intern_id: str, name: str, *, mandataire: bool) -> dict[str, Any]:
    return {"intern_id": intern_id, "nom": name, "mandataire": mandataire}
