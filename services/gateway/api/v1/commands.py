"""What an intern does in the amphi; sent again under its `Idempotency-Key`, the first answer (G-3)."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web.json_bodies import refuse_unreadable
from chassis.web.login import required_person
from chassis.web.same_origin import refuse_foreign
from services.gateway.api.v1 import schemas, translate
from services.gateway.context import gateway
from services.gateway.same_account import refuse_other_account
from services.gateway.web.attestation.receipts import word

api_commands = Blueprint(
    "api_commands", __name__, url_prefix="/api/v1/amphis/<uuid:amphi_id>", description="Choisir et passer"
)
api_commands.before_request(refuse_foreign)
api_commands.before_request(refuse_unreadable)
api_commands.before_request(refuse_other_account)


@api_commands.post("/choix")
@api_commands.arguments(schemas.CleIn, location="headers")
@api_commands.arguments(schemas.ChoixIn)
@api_commands.response(200, schemas.ChoixOut)
def choix(key: dict[str, str], given: dict[str, int], amphi_id: UUID) -> dict[str, Any]:
    """Choose a post on one's turn (TRN-4); final once answered."""
    required_person()
    found = gateway().clients.session.choose(str(amphi_id), key["key"], given["numero"])
    return {
        "numero": found.numero,
        "seq": found.seq,
        "hash": found.hash,
        "recu_a": translate.instant(found.received_at),
        "recu": word(found.receipt),
    }


@api_commands.post("/renoncement")
@api_commands.arguments(schemas.CleIn, location="headers")
@api_commands.arguments(schemas.VideIn)
@api_commands.response(200, schemas.DecisionOut)
def renoncement(key: dict[str, str], _given: dict[str, Any], amphi_id: UUID) -> dict[str, int]:
    """Give one's turn up (TRN-8)."""
    required_person()
    return {"seq": gateway().clients.session.renounce(str(amphi_id), key["key"]).seq}


@api_commands.post("/retour")
@api_commands.arguments(schemas.CleIn, location="headers")
@api_commands.arguments(schemas.VideIn)
@api_commands.response(200, schemas.DecisionOut)
def retour(key: dict[str, str], _given: dict[str, Any], amphi_id: UUID) -> dict[str, int]:
    """Ask to be put back after having been absent or not having chosen (ENG-5)."""
    required_person()
    return {"seq": gateway().clients.session.request_return(str(amphi_id), key["key"]).seq}


@api_commands.post("/ordre")
@api_commands.arguments(schemas.VideIn)
@api_commands.response(204)
def ordre(_given: dict[str, Any], amphi_id: UUID) -> None:
    """Say that one has verified the order of passage (AMV-2)."""
    required_person()
    gateway().clients.session.acknowledge_order(str(amphi_id))
