"""The caller's own favourites (FAV-1…4)."""

from typing import Any

from chassis.rpc.context import current_user
from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import FavouriteServiceServicer
from services.postes.domain.favoris import Cible, DuPoste, DuService
from services.postes.grpc_api import messages, read
from services.postes.use_cases.errors import AutreMonde
from services.postes.use_cases.favourites import FavouriteLists


class FavouriteApi(FavouriteServiceServicer):
    """The servicer."""

    def __init__(self, lists: FavouriteLists) -> None:
        self._lists = lists

    def ListFavourites(self, request: pb.ListFavouritesRequest, _context: Any) -> pb.ListFavouritesResponse:
        """The list, in order."""
        favoris = self._lists.read(current_user().intern_id, _own(request.offer_id))
        return pb.ListFavouritesResponse(favourites=messages.favourites(favoris))

    def AddFavourite(self, request: pb.AddFavouriteRequest, _context: Any) -> pb.AddFavouriteResponse:
        """A ward or a post, at the end."""
        favoris = self._lists.star(current_user().intern_id, _own(request.offer_id), _cible(request))
        return pb.AddFavouriteResponse(favourites=messages.favourites(favoris))

    def RemoveFavourite(
        self, request: pb.RemoveFavouriteRequest, _context: Any
    ) -> pb.RemoveFavouriteResponse:
        """Without this one."""
        favori_id = read.uuid(request.favourite_id, "favourite_id")
        favoris = self._lists.unstar(current_user().intern_id, _own(request.offer_id), favori_id)
        return pb.RemoveFavouriteResponse(favourites=messages.favourites(favoris))

    def MoveFavourite(self, request: pb.MoveFavouriteRequest, _context: Any) -> pb.MoveFavouriteResponse:
        """At a position from 1."""
        favori_id = read.uuid(request.favourite_id, "favourite_id")
        favoris = self._lists.reorder(
            current_user().intern_id, _own(request.offer_id), favori_id, request.position
        )
        return pb.MoveFavouriteResponse(favourites=messages.favourites(favoris))


def _own(offer_id: str) -> str:
    """An offer of the caller's world: a real one, or that of the token's rehearsal; `AutreMonde` (SIM-1)."""
    if read.rehearsal_in(offer_id) != current_user().rehearsal:
        raise AutreMonde
    return offer_id


def _cible(request: pb.AddFavouriteRequest) -> Cible:
    match request.WhichOneof("target"):
        case "imotep":
            return DuService(read.plain(request.imotep))
        case "numero":
            return DuPoste(request.numero)
        case _:
            raise read.IdentifiantInvalide(champ="target")
