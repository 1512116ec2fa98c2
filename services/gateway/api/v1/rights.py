"""Type de choix and procuration (PRO-3, PRO-4, PRC-2), as the pages have them."""

from typing import Any

from flask_smorest import Blueprint

from chassis.web.json_bodies import refuse_unreadable
from chassis.web.same_origin import refuse_foreign
from dci.identity.v1 import rights_pb2
from services.gateway.api.v1 import rights_schemas as schemas
from services.gateway.api.v1.schemas import VideIn
from services.gateway.api.v1.translate import instant
from services.gateway.context import gateway
from services.gateway.same_account import refuse_other_account
from services.gateway.web.own_account import own_account

api_rights = Blueprint(
    "api_rights", __name__, url_prefix="/api/v1", description="Type de choix et procuration"
)
api_rights.before_request(refuse_foreign)
api_rights.before_request(refuse_unreadable)
api_rights.before_request(refuse_other_account)

Json = dict[str, Any]


@api_rights.get("/type-de-choix")
@api_rights.response(200, schemas.TypeChoixOut)
@own_account
def type_choix() -> Json:
    """Give the type de choix in force, and the requests of the semester."""
    mine = gateway().clients.identity.my_rights()
    return {
        "semestre": mine.semestre or None,
        "ouvert": mine.open,
        "type_choix": mine.type_choix,
        "demandes": [_demande(each) for each in mine.demandes],
    }


@api_rights.post("/type-de-choix/demandes")
@api_rights.arguments(schemas.DemandeIn)
@api_rights.response(201, schemas.DemandeOut)
@own_account
def demander(given: dict[str, str]) -> Json:
    """Ask ARS for another one (STA-2)."""
    return _demande(gateway().clients.identity.request_type_choix(given["type_choix"]))


@api_rights.delete("/type-de-choix/demandes/en-cours")
@api_rights.response(204)
@own_account
def annuler_demande() -> None:
    """Take the pending request back."""
    gateway().clients.identity.cancel_my_demande()


@api_rights.get("/procuration")
@api_rights.response(200, schemas.MaProcurationOut)
@own_account
def procuration() -> Json:
    """Give the procuration that stands, if any."""
    mine = gateway().clients.identity.my_rights()
    given = _procuration(mine.procuration) if mine.HasField("procuration") else None
    return {"ouvert": mine.open, "procuration": given}


@api_rights.post("/procuration")
@api_rights.arguments(schemas.ProcurationIn)
@api_rights.response(201, schemas.ProcurationDonneeOut)
@own_account
def donner(given: dict[str, str]) -> Json:
    """Name a mandataire (PRC-1): from then on the intern cannot choose."""
    answer = gateway().clients.identity.give_procuration(given["email"], given["telephone"])
    return {"procuration": _procuration(answer.procuration), "pris_en_compte": answer.effective}


@api_rights.delete("/procuration")
@api_rights.response(200, schemas.EffetOut)
@own_account
def annuler() -> Json:
    """Cancel it, also during one's turn (PRC-4)."""
    return {"pris_en_compte": gateway().clients.identity.cancel_my_procuration()}


@api_rights.post("/procuration/renvoi")
@api_rights.arguments(VideIn)
@api_rights.response(204)
@own_account
def renvoyer(_given: Json) -> None:
    """Have the mandataire's mail sent again."""
    gateway().clients.identity.resend_procuration()


@api_rights.get("/procuration/offres/<token>")
@api_rights.response(200, schemas.OffreProcurationOut)
def offre(token: str) -> Json:
    """Say what a mandataire's mailed link is for; uses nothing up."""
    offered = gateway().clients.identity.look_at_procuration(token)
    return {
        "prenom": offered.prenom,
        "nom": offered.nom,
        "email": offered.email,
        "semestre": offered.semestre,
    }


@api_rights.post("/procuration/offres/<token>")
@api_rights.arguments(schemas.AccepterIn)
@api_rights.response(200, schemas.EffetOut)
def accepter(given: dict[str, str], token: str) -> Json:
    """Accept it with a password (PRC-2); log in afterwards, with `compte: procuration`."""
    effective = gateway().clients.identity.accept_procuration(
        token, given["password"], given["password_again"]
    )
    return {"pris_en_compte": effective}


def _demande(found: rights_pb2.Demande) -> Json:
    return {
        "type_choix": found.type_choix,
        "etat": found.state,
        "motif": found.reason or None,
        "justificatifs_recus": found.papers_received,
        "demandee_a": instant(found.asked_at),
        "decidee_a": instant(found.decided_at),
    }


def _procuration(found: rights_pb2.Procuration) -> Json:
    return {
        "email": found.email,
        "telephone": found.telephone,
        "semestre": found.semestre,
        "etat": found.state,
        "donnee_a": instant(found.given_at),
        "acceptee_a": instant(found.accepted_at),
    }
