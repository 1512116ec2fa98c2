"""What admin asks of postes about the posts of a semester (ADM-8) and who has them (IFC-12)."""

from collections.abc import Iterator, Mapping, Sequence

import grpc

from dci.common.v1.paging_pb2 import PageRequest
from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import AffectationServiceStub, OfferServiceStub

LARGEST_PAGE = 200
ANY = pb.SearchPostesRequest.STATE_UNSPECIFIED


class Catalogue:
    """Calls about posts, published or not, and affectations."""

    def __init__(self, channel: grpc.Channel) -> None:
        self.offers = OfferServiceStub(channel)
        self._affectations = AffectationServiceStub(channel)

    def search(
        self,
        semestre: str,
        filters: Mapping[str, Sequence[str]],
        *,
        state: pb.SearchPostesRequest.State.ValueType = ANY,
        page: int = 1,
        size: int = 30,
    ) -> pb.SearchPostesResponse:
        """Give a page of posts, one a line, by number."""
        return self.offers.SearchPostes(
            pb.SearchPostesRequest(
                semestre=semestre,
                view=pb.SearchPostesRequest.VIEW_POSTE,
                state=state,
                filters={name: pb.Values(values=values) for name, values in filters.items()},
                sort="numero",
                page=PageRequest(number=page, size=size),
                with_unpublished=True,
            )
        )

    def poste(self, semestre: str, numero: int) -> pb.Poste | None:
        """Give one post, or None."""
        return next(iter(self.search(semestre, {"numero": [str(numero)]}).postes), None)

    def save(self, poste: pb.Poste) -> pb.Poste:
        """Add it, or change it."""
        return self.offers.SavePoste(pb.SavePosteRequest(poste=poste)).poste

    def publish(self, semestre: str, numeros: Sequence[int]) -> None:
        """Offer these posts."""
        self.offers.PublishPostes(pb.PublishPostesRequest(semestre=semestre, numeros=numeros))

    def withdraw(self, semestre: str, numeros: Sequence[int]) -> None:
        """Offer them no more."""
        self.offers.WithdrawPostes(pb.WithdrawPostesRequest(semestre=semestre, numeros=numeros))

    def lift_reservation(self, semestre: str, numero: int) -> None:
        """Open a reserved post to every DES."""
        self.offers.LiftReservation(pb.LiftReservationRequest(semestre=semestre, numero=numero))

    def affectations(
        self, semestre: str, amphi_id: str, *, page: int, size: int
    ) -> pb.ListAffectationsResponse:
        """Give a page of affectations, with the interns' ids, in the order of the call lists."""
        return self._affectations.ListAffectations(
            pb.ListAffectationsRequest(
                semestre=semestre,
                amphi_id=amphi_id,
                sort="rang_appel",
                page=PageRequest(number=page, size=size),
            )
        )

    def all_affectations(self, semestre: str, amphi_id: str) -> Iterator[pb.Affectation]:
        """Give every one of them, for an export."""
        page, more = 1, True
        while more:
            found = self.affectations(semestre, amphi_id, page=page, size=LARGEST_PAGE)
            yield from found.affectations
            more = page * LARGEST_PAGE < found.page.total
            page += 1
