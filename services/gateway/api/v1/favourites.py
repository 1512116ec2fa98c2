"""The caller's own favourites in the offer of an amphi (FAV-1, FAV-2)."""

from typing import Any, Final
from uuid import UUID

from flask_smorest import Blueprint

from chassis.errors import DomainError, Kind
from chassis.live.board import Section
from chassis.web.json_bodies import refuse_unreadable
from chassis.web.login import required_person
from chassis.web.same_origin import refuse_foreign
from services.gateway.api.v1 import schemas, translate
from services.gateway.context import gateway
from services.gateway.same_account import refuse_other_account

OPEN: Final = frozenset({"ouvert", "en_cours", "en_pause", "termine"})


class FavorisPasOuverts(DomainError):
    """Before the date at which the amphi opens them."""

    code = "favoris_pas_ouverts"
    kind = Kind.CONFLICT
    text = "Les favoris de cet amphi ne sont pas encore ouverts : revenez à la date d’ouverture annoncée."


class FavoriHorsAmphi(DomainError):
    """A post or ward of the same stock, for other régimes than the amphi's."""

    code = "favori_hors_offre"
    kind = Kind.NOT_FOUND
    text = "Ce poste ou ce service n’est pas dans l’offre de votre amphi : il ne peut pas devenir un favori."


api_favourites = Blueprint(
    "api_favourites",
    __name__,
    url_prefix="/api/v1/amphis/<uuid:amphi_id>/favoris",
    description="Favoris de l’interne",
)
api_favourites.before_request(refuse_foreign)
api_favourites.before_request(refuse_unreadable)
api_favourites.before_request(refuse_other_account)


@api_favourites.get("")
@api_favourites.response(200, schemas.FavorisOut)
def favoris(amphi_id: UUID) -> dict[str, Any]:
    """List them, in order."""
    required_person()
    return translate.favourites(gateway().clients.postes.favourites(_own(amphi_id)["offer_id"]))


@api_favourites.post("")
@api_favourites.arguments(schemas.FavoriIn)
@api_favourites.response(200, schemas.FavorisOut)
def ajouter(given: dict[str, Any], amphi_id: UUID) -> dict[str, Any]:
    """Star a ward or a post, at the end of the list; twice changes nothing."""
    required_person()
    amphi = _open(amphi_id)
    target = given["imotep"] if "imotep" in given else given["numero"]
    if not _offered(amphi, target):
        raise FavoriHorsAmphi
    return translate.favourites(gateway().clients.postes.add_favourite(amphi["offer_id"], target))


@api_favourites.put("/<uuid:favourite_id>")
@api_favourites.arguments(schemas.PositionIn)
@api_favourites.response(200, schemas.FavorisOut)
def deplacer(given: dict[str, int], amphi_id: UUID, favourite_id: UUID) -> dict[str, Any]:
    """Put one at a position, from 1."""
    required_person()
    offer_id, postes = _open(amphi_id)["offer_id"], gateway().clients.postes
    return translate.favourites(postes.move_favourite(offer_id, str(favourite_id), given["position"]))


@api_favourites.delete("/<uuid:favourite_id>")
@api_favourites.response(200, schemas.FavorisOut)
def retirer(amphi_id: UUID, favourite_id: UUID) -> dict[str, Any]:
    """Take one away."""
    required_person()
    offer_id, postes = _open(amphi_id)["offer_id"], gateway().clients.postes
    return translate.favourites(postes.remove_favourite(offer_id, str(favourite_id)))


def _own(amphi_id: UUID) -> Section:
    """Return the amphi, in which the caller has a place (FAV-1); session refuses whoever has none."""
    parts = gateway()
    parts.clients.session.my_passage(str(amphi_id))
    return parts.hub.public(str(amphi_id)).snapshot.state["amphi"]


def _open(amphi_id: UUID) -> Section:
    """Return the amphi, once its favourites are open."""
    amphi = _own(amphi_id)
    if amphi["etat"] not in OPEN:
        raise FavorisPasOuverts
    return amphi


def _offered(amphi: Section, target: str | int) -> bool:
    """Whether the amphi's régimes may have it; what the board does not know yet is left to postes."""
    postes = gateway().hub.offer(amphi["offer_id"]).snapshot.state["postes"].values()
    meant = [each for each in postes if target in (each["imotep"], each["numero"])]
    return not meant or any(not set(amphi["regimes"]).isdisjoint(each["regimes"]) for each in meant)
