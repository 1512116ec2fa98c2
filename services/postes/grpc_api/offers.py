"""Searches among posts, their catalogue, and what boards ask of an offer (POS-1…3, POS-5, decision 10)."""

from typing import Any

from chassis.clock import Clock
from chassis.database import Database
from chassis.imports.runs import Importers
from chassis.rpc.context import current_caller
from chassis.rpc.refusals import AccesRefuse
from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import OfferServiceServicer
from services.postes.domain.recherche import Etat, RecherchePostes
from services.postes.grpc_api import messages, read
from services.postes.grpc_api.catalogue import Catalogue
from services.postes.grpc_api.imports import Imports
from services.postes.grpc_api.rehearsals import Rehearsals
from services.postes.use_cases.facets import ListFacets
from services.postes.use_cases.manage_postes import ManagePostes
from services.postes.use_cases.rehearse import Rehearse
from services.postes.use_cases.search_postes import SearchPostes
from services.postes.use_cases.watch_offer import WatchOffer

_ETATS = {
    pb.SearchPostesRequest.STATE_UNSPECIFIED: Etat.TOUS,
    pb.SearchPostesRequest.STATE_POURVU: Etat.POURVUS,
    pb.SearchPostesRequest.STATE_NON_POURVU: Etat.NON_POURVUS,
}


class Searches:
    """The RPCs that search."""

    _search: SearchPostes
    _facets: ListFacets

    def SearchPostes(self, request: pb.SearchPostesRequest, _context: Any) -> pb.SearchPostesResponse:
        """By ward, or one post a line."""
        wanted = _search(request)
        by_post = request.view == pb.SearchPostesRequest.VIEW_POSTE
        found = self._search.by_post(wanted) if by_post else self._search.by_ward(wanted)
        return pb.SearchPostesResponse(
            services=[messages.service_line(ward.line, ward.posts) for ward in found.wards],
            postes=[messages.poste(row) for row in found.posts],
            page=read.page_info(wanted.page, found.totals["postes" if by_post else "wards"]),
            postes_total=found.totals["postes"],
            disponibles_total=found.totals["disponibles"],
        )

    def ListFacets(self, request: pb.ListFacetsRequest, _context: Any) -> pb.ListFacetsResponse:
        """The values one may filter by."""
        found = self._facets(read.optional_semestre(request.semestre))
        return pb.ListFacetsResponse(
            facets={name: pb.Values(values=values) for name, values in found.items()}
        )


class Boards:
    """The RPCs of live boards."""

    _watch: WatchOffer

    def GetOfferSnapshot(
        self, request: pb.GetOfferSnapshotRequest, _context: Any
    ) -> pb.GetOfferSnapshotResponse:
        """All published posts at one version."""
        offer_id = read.offer(request.offer_id)
        version, rows = self._watch.snapshot(offer_id)
        return pb.GetOfferSnapshotResponse(
            offer_id=offer_id, version=version, postes=[messages.poste(row) for row in rows]
        )

    def GetOfferSince(self, request: pb.GetOfferSinceRequest, _context: Any) -> pb.GetOfferSinceResponse:
        """The changes after a version."""
        changes = self._watch.since(read.offer(request.offer_id), request.after)
        if changes is None:
            return pb.GetOfferSinceResponse(snapshot_needed=True)
        return pb.GetOfferSinceResponse(changes=[pb.OfferChange.FromString(change) for change in changes])

    def GetOfferHeads(self, request: pb.GetOfferHeadsRequest, _context: Any) -> pb.GetOfferHeadsResponse:
        """The newest version of each."""
        offer_ids = [read.offer(offer_id) for offer_id in request.offer_ids]
        return pb.GetOfferHeadsResponse(versions=self._watch.heads(offer_ids))


def _search(request: pb.SearchPostesRequest) -> RecherchePostes:
    return RecherchePostes(
        semestre=read.optional_semestre(request.semestre),
        offer_id=read.offer(request.offer_id) if request.offer_id else "",
        etat=_ETATS.get(request.state, Etat.TOUS),
        filtres=read.filters(request.filters),
        tri=read.sort(request.sort),
        page=read.asked_page(request.page),
        with_unpublished=_unpublished_too(request),
    )


def _unpublished_too(request: pb.SearchPostesRequest) -> bool:
    user = current_caller().user
    if request.with_unpublished and (user is None or user.kind != "staff"):
        raise AccesRefuse
    return request.with_unpublished


class OfferApi(Searches, Boards, Catalogue, Rehearsals, Imports, OfferServiceServicer):
    """The servicer."""

    def __init__(
        self,
        search: SearchPostes,
        facets: ListFacets,
        watch: WatchOffer,
        manage: ManagePostes,
        rehearse: Rehearse,
        *,
        database: Database,
        importers: Importers,
        clock: Clock,
    ) -> None:
        self._search = search
        self._facets = facets
        self._watch = watch
        self._manage = manage
        self._rehearse = rehearse
        self._database = database
        self._importers = importers
        self._clock = clock
