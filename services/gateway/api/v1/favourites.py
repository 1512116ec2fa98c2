"""The caller's own favourites in the offer of an amphi (FAV-1, FAV-2)."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web.json_bodies import refuse_unreadable
from chassis.web.login import required_person
from chassis.web.same_origin import refuse_foreign
from services.gateway.api.v1 import schemas, translate
from services.gateway.context import gateway

api_favourites = Blueprint(
    "api_favourites",
    __name__,
    url_prefix="/api/v1/amphis/<uuid:amphi_id>/favoris",
    description="Favoris de l’interne",
)
api_favourites.before_request(refuse_foreign)
api_favourites.before_request(refuse_unreadable)


@api_favourites.get("")
@api_favourites.response(200, schemas.FavorisOut)
def favoris(amphi_id: UUID) -> dict[str, Any]:
    """List them, in order."""
    required_person()
    return translate.favourites(gateway().clients.postes.favourites(_offer(amphi_id)))


@api_favourites.post("")
@api_favourites.arguments(schemas.FavoriIn)
@api_favourites.response(200, schemas.FavorisOut)
def ajouter(given: dict[str, Any], amphi_id: UUID) -> dict[str, Any]:
    """Star a ward or a post, at the end of the list; twice changes nothing."""
    required_person()
    target = given["imotep"] if "imotep" in given else given["numero"]
    return translate.favourites(gateway().clients.postes.add_favourite(_offer(amphi_id), target))


@api_favourites.put("/<uuid:favourite_id>")
@api_favourites.arguments(schemas.PositionIn)
@api_favourites.response(200, schemas.FavorisOut)
def deplacer(given: dict[str, int], amphi_id: UUID, favourite_id: UUID) -> dict[str, Any]:
    """Put one at a position, from 1."""
    required_person()
    postes = gateway().clients.postes
    return translate.favourites(postes.move_favourite(_offer(amphi_id), str(favourite_id), given["position"]))


@api_favourites.delete("/<uuid:favourite_id>")
@api_favourites.response(200, schemas.FavorisOut)
def retirer(amphi_id: UUID, favourite_id: UUID) -> dict[str, Any]:
    """Take one away."""
    required_person()
    postes = gateway().clients.postes
    return translate.favourites(postes.remove_favourite(_offer(amphi_id), str(favourite_id)))


def _offer(amphi_id: UUID) -> str:
    offer_id: str = gateway().hub.amphi(str(amphi_id)).snapshot.state["amphi"]["offer_id"]
    return offer_id
