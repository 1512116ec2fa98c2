"""Amphis and their live boards, as snapshots and as what came since (LIV-1)."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.live.board import LiveBoard, Section
from chassis.live.hub import Position
from chassis.web.json_bodies import refuse_unreadable
from chassis.web.login import current_person, person_is_unknown, required_person
from chassis.web.same_origin import refuse_foreign
from services.gateway.api.v1 import schemas, translate
from services.gateway.context import gateway
from services.gateway.live.names import full
from services.gateway.live.presence import place
from services.gateway.same_account import account_of
from services.gateway.web.attestation.receipts import my_receipt
from services.gateway.web.procurations import standing

api_amphis = Blueprint(
    "api_amphis", __name__, url_prefix="/api/v1/amphis", description="Amphis et tableaux en direct"
)
api_amphis.before_request(refuse_foreign)
api_amphis.before_request(refuse_unreadable)


@api_amphis.get("")
@api_amphis.arguments(schemas.AmphisIn, location="query")
@api_amphis.response(200, schemas.AmphisOut)
def amphis(given: dict[str, str]) -> dict[str, Any]:
    """List the amphis of a semester, or of all (AMP-1)."""
    found = gateway().clients.session.amphis(given["semestre"])
    return {"amphis": [translate.amphi(each) for each in found]}


@api_amphis.get("/<uuid:amphi_id>")
@api_amphis.response(200, schemas.AmphiOut)
def amphi(amphi_id: UUID) -> dict[str, Any]:
    """Give one amphi."""
    return translate.amphi(gateway().clients.session.amphi(str(amphi_id)).amphi)


@api_amphis.get("/<uuid:amphi_id>/passage")
@api_amphis.response(200, schemas.PassageOut)
def passage(amphi_id: UUID) -> dict[str, Any]:
    """Give the caller's own place in the amphi."""
    required_person()
    found = gateway().clients.session.my_passage(str(amphi_id))
    return translate.passage(found, standing(found.passage))


@api_amphis.get("/<uuid:amphi_id>/recu")
@api_amphis.response(200, schemas.RecuOut)
def recu(amphi_id: UUID) -> dict[str, str]:
    """Give the signed receipt of the caller's own post in the amphi (TRN-5)."""
    required_person()
    return {"recu": my_receipt(str(amphi_id))}


@api_amphis.get("/<uuid:amphi_id>/tableau")
@api_amphis.response(200, schemas.TableauOut)
def tableau(amphi_id: UUID) -> dict[str, Any]:
    """Give the amphi's board: state, turn, sessions, passages, names as the caller may see them."""
    board = gateway().hub.public(str(amphi_id))
    return _snapshot(board, _names(board.snapshot.aside))


@api_amphis.get("/<uuid:amphi_id>/offre")
@api_amphis.response(200, schemas.TableauOut)
def offre(amphi_id: UUID) -> dict[str, Any]:
    """Give the board of the amphi's offer: wards, posts, who holds what by rank."""
    hub = gateway().hub
    return _snapshot(hub.offer(hub.public(str(amphi_id)).snapshot.state["amphi"]["offer_id"]), {})


@api_amphis.get("/<uuid:amphi_id>/rejeu")
@api_amphis.response(200, schemas.FilmOut)
def rejeu(amphi_id: UUID) -> dict[str, Any]:
    """Give a finished amphi as a film: its boards as they began, then what each decision changed (SIM-2)."""
    parts = gateway()
    film = parts.films.of(str(amphi_id))
    return {**film, **_names(parts.hub.public(str(amphi_id)).snapshot.aside)}


@api_amphis.get("/<uuid:amphi_id>/suite")
@api_amphis.arguments(schemas.SuiteIn, location="query")
@api_amphis.response(200, schemas.SuiteOut)
def suite(given: dict[str, int | None], amphi_id: UUID) -> dict[str, Any]:
    """Give what came since, for clients whose live channel is down; counts as presence (LIV-3)."""
    parts = gateway()
    person = current_person()
    at = Position(given["apres"], given["version"])
    answer = parts.hub.catch_up(str(amphi_id), at, _names)
    if person:
        parts.presence.polled(place(str(amphi_id), person))
    return {**answer, "compte": None if person_is_unknown() else account_of(person)}


def _names(aside: Section) -> Section:
    return full(aside) if current_person() else gateway().names.public(aside)


def _snapshot(board: LiveBoard, aside: Section) -> dict[str, Any]:
    return {"number": board.number, "state": board.snapshot.state, **aside}
