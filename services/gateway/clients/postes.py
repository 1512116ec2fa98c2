"""What gateway asks of postes: posts, offers, favourites, affectations."""

from collections.abc import Mapping, Sequence

import grpc

from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import AffectationServiceStub, FavouriteServiceStub, OfferServiceStub

Filters = Mapping[str, Sequence[str]]


class Postes:
    """Calls of postes."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._offers = OfferServiceStub(channel)
        self._favourites = FavouriteServiceStub(channel)
        self._affectations = AffectationServiceStub(channel)

    def search(self, request: pb.SearchPostesRequest) -> pb.SearchPostesResponse:
        """Search posts (POS-1…3)."""
        return self._offers.SearchPostes(request)

    def facets(self, semestre: str) -> dict[str, list[str]]:
        """Give the values one may filter by."""
        found = self._offers.ListFacets(pb.ListFacetsRequest(semestre=semestre)).facets
        return {name: list(values.values) for name, values in found.items()}

    def offer(self, offer_id: str) -> pb.GetOfferSnapshotResponse:
        """Give a whole offer, for its board."""
        return self._offers.GetOfferSnapshot(pb.GetOfferSnapshotRequest(offer_id=offer_id))

    def offer_since(self, offer_id: str, after: int) -> pb.GetOfferSinceResponse:
        """Give the changes of an offer after a version."""
        return self._offers.GetOfferSince(pb.GetOfferSinceRequest(offer_id=offer_id, after=after))

    def offer_heads(self, offer_ids: list[str]) -> Mapping[str, int]:
        """Give the newest versions of these offers."""
        return self._offers.GetOfferHeads(pb.GetOfferHeadsRequest(offer_ids=offer_ids)).versions

    def favourites(self, offer_id: str) -> list[pb.Favourite]:
        """Give the caller's favourites, in order."""
        return list(self._favourites.ListFavourites(pb.ListFavouritesRequest(offer_id=offer_id)).favourites)

    def add_favourite(self, offer_id: str, target: str | int) -> list[pb.Favourite]:
        """Star a ward (its IMOTEP) or a post (its number)."""
        request = pb.AddFavouriteRequest(offer_id=offer_id)
        if isinstance(target, str):
            request.imotep = target
        else:
            request.numero = target
        return list(self._favourites.AddFavourite(request).favourites)

    def remove_favourite(self, offer_id: str, favourite_id: str) -> list[pb.Favourite]:
        """Take a star away."""
        request = pb.RemoveFavouriteRequest(offer_id=offer_id, favourite_id=favourite_id)
        return list(self._favourites.RemoveFavourite(request).favourites)

    def move_favourite(self, offer_id: str, favourite_id: str, position: int) -> list[pb.Favourite]:
        """Put a favourite at a position, from 1."""
        request = pb.MoveFavouriteRequest(offer_id=offer_id, favourite_id=favourite_id, position=position)
        return list(self._favourites.MoveFavourite(request).favourites)

    def affectations(self, request: pb.ListAffectationsRequest) -> pb.ListAffectationsResponse:
        """Give a page of the public list, names as the caller may see them (AFF-1, PUB-3)."""
        return self._affectations.ListAffectations(request)

    def my_affectations(self) -> list[pb.Affectation]:
        """Give the caller's own."""
        return list(self._affectations.GetMyAffectations(pb.GetMyAffectationsRequest()).affectations)

    def verify_code(self, code: str) -> pb.VerifyCodeResponse:
        """Check the code of an attestation."""
        return self._affectations.VerifyCode(pb.VerifyCodeRequest(code=code))


def values_of(filters: Filters) -> dict[str, pb.Values]:
    """Translate filters; those without a value are left out."""
    return {name: pb.Values(values=values) for name, values in filters.items() if values}
