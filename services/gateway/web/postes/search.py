"""What a page of the list of posts asks for: view, filters, sort and page, all in the address (POS-5)."""

from dataclasses import dataclass
from typing import Final

from flask import request

from chassis.web.paging import asked_page, asked_size
from dci.common.v1.paging_pb2 import PageRequest
from dci.postes.v1 import postes_pb2 as pb
from services.gateway.clients.postes import values_of

FILTERS: Final = {
    "groupe": "Groupe",
    "regime": "Régime",
    "des": "DES",
    "departement": "Département",
    "etablissement": "Établissement",
    "service": "Service",
    "chef_de_service": "Chef de service",
    "imotep": "N° de service",
    "type": "Type de poste",
    "flechage": "Fléchage",
}
COLUMNS: Final = (
    "etat", "departement", "etablissement", "service", "chef_de_service", "des", "numero", "flechage",
    "reserve", "groupe", "regime", "type", "imotep",
)  # fmt: skip
STATES: Final = {
    "pourvus": pb.SearchPostesRequest.STATE_POURVU,
    "libres": pb.SearchPostesRequest.STATE_NON_POURVU,
}
LONGEST: Final = 100
MOST_VALUES: Final = 20


@dataclass(frozen=True, slots=True)
class Search:
    """A search as the address carries it."""

    semestre: str
    by_post: bool
    state: str
    filters: dict[str, list[str]]
    sort: str
    offer: str

    @classmethod
    def asked(cls, semestre: str) -> "Search":
        """Read the address; what makes no sense is left out."""
        sort = request.args.get("tri", "")
        offer = request.args.get("offre", "")[:LONGEST]
        return cls(
            semestre=offer.partition(":")[0] if offer.startswith("essai-") else semestre,
            by_post=request.args.get("vue") == "poste",
            state=request.args.get("etat", "") if request.args.get("etat") in STATES else "",
            filters={name: asked_values(name) for name in FILTERS if asked_values(name)},
            sort=sort if sort.removeprefix("-") in COLUMNS else "",
            offer=offer,
        )

    @property
    def rehearsal(self) -> bool:
        """The posts of an « amphi blanc » (SIM-1)."""
        return self.semestre.startswith("essai-")

    def request(self) -> pb.SearchPostesRequest:
        """Translate for postes."""
        view = pb.SearchPostesRequest.VIEW_POSTE if self.by_post else pb.SearchPostesRequest.VIEW_SERVICE
        return pb.SearchPostesRequest(
            semestre=self.semestre,
            view=view,
            state=STATES.get(self.state, pb.SearchPostesRequest.STATE_UNSPECIFIED),
            filters=values_of(self.filters),
            sort=self.sort,
            page=PageRequest(number=asked_page(), size=asked_size()),
            offer_id=self.offer,
        )


def asked_values(name: str) -> list[str]:
    """Read the values of one filter."""
    values = [value.strip()[:LONGEST] for value in request.args.getlist(name)[:MOST_VALUES]]
    return [value for value in values if value]
